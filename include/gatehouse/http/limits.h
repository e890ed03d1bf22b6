#pragma once
// SPDX-License-Identifier: Apache-2.0
// The limits on the size and duration of requests, answers and connections.

#include <chrono>
#include <cstddef>

namespace gatehouse::http {

/// The limits of a server. Times are checked about once a second, so they may be exceeded by a second.
struct Limits {
  std::size_t header_bytes = 16 * 1024;  ///< request line and fields; larger requests get 431
  std::size_t body_bytes = 1024 * 1024;  ///< larger bodies get 413, unless the handler plans otherwise
  std::size_t fields = 100;              ///< number of field lines; requests with more get 431
  /// The time from the first byte of a request to its last, and for each further 64 KiB that a handler reads.
  /// Slower requests get 408.
  std::chrono::seconds request_time{30};
  std::chrono::seconds idle_time{60};   ///< between requests; the connection is then closed
  std::chrono::seconds write_time{30};  ///< for the peer to receive an answer; the connection is then closed
  std::chrono::seconds stop_time{8};    ///< for running requests to finish when the server stops
  /// The maximum number of connections of all workers together. If it is exceeded, the connection that has
  /// waited longest for its peer is closed, preferably an idle one. If there is none, the new connection is
  /// closed. 0: derived from the number of descriptors that the process may have, at most 20,000.
  std::size_t connections = 0;
  /// The maximum number of connections of one peer address; IPv6 addresses count by their /64 network. If it
  /// is exceeded, a connection of that address is closed in the same way. Trusted proxies are exempt. 0: a
  /// quarter of `connections`.
  std::size_t connections_per_address = 0;
  /// The maximum memory in bytes for unfinished requests, for bodies, and for answers that peers have not
  /// read yet. If it is exceeded, the peer address that holds most of it loses what it has held longest: an
  /// unfinished request is answered with 503, an unread answer is cut off. A connection that uses at most
  /// 8 KiB is not counted. Each worker has an equal share, but at least room for two bodies of `body_bytes`.
  std::size_t memory_bytes = 64 * 1024 * 1024;
};

}  // namespace gatehouse::http
