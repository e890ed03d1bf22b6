#pragma once
// SPDX-License-Identifier: Apache-2.0
// Every limit on what a stranger may send, and on how long he may take, in one place.

#include <chrono>
#include <cstddef>

namespace gatehouse::http {

/// Limits of one connection. Times are checked about once a second, so they may be exceeded by that much.
struct Limits {
  std::size_t header_bytes = 16 * 1024;  ///< request line and fields; over it: 431
  std::size_t body_bytes = 1024 * 1024;  ///< over it: 413; unless the handler plans otherwise
  std::size_t fields = 100;              ///< number of field lines; over it: 431
  /// From a request's first byte to its last, and for each further 64 KiB that a handler reads; over it: 408.
  std::chrono::seconds request_time{30};
  std::chrono::seconds idle_time{60};   ///< between requests; over it: closed
  std::chrono::seconds write_time{30};  ///< for the peer to take an answer; over it: closed
  std::chrono::seconds stop_time{10};   ///< for running requests to finish when the server stops
  std::size_t connections = 10'000;     ///< a thread; above it the longest idle is closed, else the new one
};

}  // namespace gatehouse::http
