#pragma once
// SPDX-License-Identifier: Apache-2.0
// A received request. Its parts are views into the memory of the connection.

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::http {

class BodyReader;

/// One header field line. Compare its name ignoring case (RFC 9110 5.1).
struct Field {
  std::string_view name;
  std::string_view value;  ///< without white space around it
};

/// The process at the other end of a Unix socket, as the kernel noted it when it
/// connected (unix(7), SO_PEERCRED).
struct PeerProcess {
  std::uint32_t user = 0;   ///< effective user id
  std::uint32_t group = 0;  ///< effective group id
  std::int32_t process = 0;
};

/// A request with valid framing. It is complete unless it has a reader. Every view is valid until the answer
/// has been made.
struct Request {
  std::string_view method;       ///< case-sensitive (RFC 9110 9.1)
  std::string_view target;       ///< as sent, but without the scheme and authority of an absolute-form target
  std::string_view authority;    ///< of an absolute-form target, without user information; otherwise empty
  std::string_view path;         ///< the target before '?', still percent-encoded; begins with '/', or is "*"
  std::string_view query;        ///< the target after '?', still percent-encoded; empty if there is none
  unsigned version = 11;         ///< 10 or 11: minor version of HTTP/1
  std::vector<Field> fields;     ///< in order, without trailers
  std::string_view body;         ///< empty if there is a reader
  BodyReader* reader = nullptr;  ///< set if the handler reads the body while it arrives (Handler::plan_body)
  /// The client's address without port: the peer address, or the address that a trusted
  /// proxy (ServerOptions) reports.
  std::string_view remote_address;
  std::optional<PeerProcess> peer;  ///< set exactly for connections of a Unix socket, which have no address
  /// The path under which a trusted proxy publishes the server, from X-Forwarded-Prefix; otherwise empty.
  std::string_view root_path;
  std::string_view id;  ///< unique in this process; the answer has it in X-Request-ID
  unsigned worker = 0;  ///< index of the worker that serves the request

  /// Returns the value of the first field with this name, ignoring case, or nothing.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
  /// Returns the host without port. It is taken from an absolute-form target, which has precedence (RFC 9112
  /// 3.2.2), or else from the Host field. An IPv6 address keeps its brackets. Returns nothing if the host is
  /// missing or malformed.
  [[nodiscard]] std::optional<std::string_view> host() const noexcept;
  /// Returns the number of fields with this name, ignoring case.
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
  /// Returns a token that is stopped when the peer closes its connection, or its half of it, before the
  /// answer. This is detected within two seconds, and only after this function was called. Call it on the
  /// thread of the request; the token itself is thread-safe.
  [[nodiscard]] std::stop_token when_gone() const;

  mutable std::optional<std::stop_source> gone;  ///< created by `when_gone`; used by the server
};

/// Returns whether two ASCII texts are equal, ignoring case.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace gatehouse::http
