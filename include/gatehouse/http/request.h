#pragma once
// SPDX-License-Identifier: Apache-2.0
// A request as it arrived: its parts by name, all in the connection's own memory.

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::http {

class BodyReader;

/// One header field line. The name is as sent; compare it without regard to case (RFC 9110 5.1).
struct Field {
  /// As sent.
  std::string_view name;
  std::string_view value;  ///< without the white space around it
};

/// A well-framed request, complete unless it has a reader. Every view is valid until the answer has been
/// made.
struct Request {
  std::string_view method;       ///< case-sensitive (RFC 9110 9.1)
  std::string_view target;       ///< as sent, scheme and authority of an absolute-form left off
  std::string_view authority;    ///< of an absolute-form, without user information; empty otherwise
  std::string_view path;         ///< the target before '?', still percent-encoded; begins with '/', or is "*"
  std::string_view query;        ///< the target after '?', still percent-encoded; empty if there is none
  unsigned version = 11;         ///< 10 or 11: minor version of HTTP/1
  std::vector<Field> fields;     ///< in order; trailers are not among them
  std::string_view body;         ///< empty while there is a reader
  BodyReader* reader = nullptr;  ///< of a body that its handler reads while it arrives (Handler::plan_body)
  /// Of the client, without port: the peer, or whom a trusted proxy (ServerOptions) names as its own client.
  std::string_view remote_address;
  /// Below which the proxy publishes the server, as a trusted proxy says by X-Forwarded-Prefix; empty
  /// otherwise.
  std::string_view root_path;
  std::string_view id;  ///< unlike any other's of this process; the answer carries it as X-Request-ID
  unsigned worker = 0;  ///< which of the server's threads serves it, from 0

  /// The value of the first field of that name, or nothing. `name` in any case.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
  /// The host that the request is for, without port: of an absolute-form target, which counts more than the
  /// Host field (RFC 9112 3.2.2), else of that field. An IPv6 address has its brackets. Nothing if there is
  /// no host, or if it is malformed.
  [[nodiscard]] std::optional<std::string_view> host() const noexcept;
  /// How many fields have that name.
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
  /// Stopped when the client has closed its connection, or its half of it, before the answer: within two
  /// seconds, and only once somebody has asked. For the request's own thread; the token itself is
  /// thread-safe.
  [[nodiscard]] std::stop_token when_gone() const;

  mutable std::optional<std::stop_source> gone;  ///< what `when_gone` has made; the server's
};

/// Whether two ASCII texts are equal but for case.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

}  // namespace gatehouse::http
