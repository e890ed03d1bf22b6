#pragma once
// SPDX-License-Identifier: Apache-2.0
// The forms of a request target (RFC 9112 3.2) and the value of Host.

#include <string_view>

namespace gatehouse::http {

/// The parts of a target that this server serves.
struct Target {
  std::string_view whole;      ///< without scheme and authority
  std::string_view authority;  ///< host and port of an absolute-form
  std::string_view path;
  std::string_view query;
};

/// Splits `text` into `out`; false when a request of this method may not have that target. The views are into
/// `text`, or static.
[[nodiscard]] bool split_target(std::string_view method, std::string_view text, Target& out) noexcept;

/// Host and port of an authority (RFC 3986 3.2) without user information.
struct Authority {
  std::string_view host;  ///< a name, an IPv4 address, or an IPv6 address in brackets; may be empty
  std::string_view port;  ///< digits; may be empty
};

/// Takes an authority apart, strictly: what follows the host is a colon and digits, or nothing. False for
/// everything else, so that nobody reads another host out of it than the next program does.
[[nodiscard]] bool split_authority(std::string_view text, Authority& out) noexcept;

}  // namespace gatehouse::http
