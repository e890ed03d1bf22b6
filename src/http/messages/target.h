#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses request targets (RFC 9112 3.2) and the value of the Host field.

#include <string_view>

namespace gatehouse::http {

/// The parts of a request target.
struct Target {
  std::string_view whole;      ///< without scheme and authority
  std::string_view authority;  ///< host and port of an absolute-form target
  std::string_view path;
  std::string_view query;
};

/// Splits `text` into `out`. Returns false if a request with this method may not have that target. The views
/// point into `text` or to static text.
[[nodiscard]] bool split_target(std::string_view method, std::string_view text, Target& out) noexcept;

/// The host and port of an authority (RFC 3986 3.2) without user information.
struct Authority {
  std::string_view host;  ///< a name, an IPv4 address, or an IPv6 address in brackets; may be empty
  std::string_view port;  ///< digits; may be empty
};

/// Splits an authority strictly: after the host only a colon with digits may follow. Returns false for
/// everything else, so that no other program can find another host in the same text.
[[nodiscard]] bool split_authority(std::string_view text, Authority& out) noexcept;

}  // namespace gatehouse::http
