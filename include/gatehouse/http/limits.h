#pragma once
// SPDX-License-Identifier: Apache-2.0
// Every limit on what a stranger may send, and on how long he may take, in one place.

#include <chrono>
#include <cstddef>

namespace gatehouse::http {

/// Limits of a server. Times are checked about once a second, so they may be exceeded by that much.
struct Limits {
  std::size_t header_bytes = 16 * 1024;  ///< request line and fields; over it: 431
  std::size_t body_bytes = 1024 * 1024;  ///< over it: 413; unless the handler plans otherwise
  std::size_t fields = 100;              ///< number of field lines; over it: 431
  /// From a request's first byte to its last, and for each further 64 KiB that a handler reads; over it: 408.
  std::chrono::seconds request_time{30};
  std::chrono::seconds idle_time{60};   ///< between requests; over it: closed
  std::chrono::seconds write_time{30};  ///< for the peer to take an answer; over it: closed
  std::chrono::seconds stop_time{8};    ///< for running requests to finish when the server stops
  /// Of all threads together; over it, the longest idle one is closed, else the new one. 0: derived from the
  /// number of descriptors that the process may have, at most 20,000.
  std::size_t connections = 0;
  /// Of one peer address, an IPv6 address counting with its /64; over it, that address's longest idle one is
  /// closed, else the new one. Trusted proxies are exempt. 0: a quarter of `connections`.
  std::size_t connections_per_address = 0;
  /// What unfinished requests, bodies, and answers that wait for their client may take in memory together.
  /// Over it, the address that holds most of it loses what it has held longest: an unfinished request is
  /// answered with 503, an unread answer is cut off. Small requests and answers, up to 8 KiB a connection,
  /// are not counted. Each thread has its share, and at least room for two of `body_bytes`.
  std::size_t memory_bytes = 64 * 1024 * 1024;
};

}  // namespace gatehouse::http
