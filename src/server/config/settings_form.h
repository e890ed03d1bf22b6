#pragma once
// SPDX-License-Identifier: Apache-2.0
// The forms that textual settings must have.

#include <string_view>

namespace gatehouse::server {

/// HOST:PORT, an IPv6 host in brackets, the port from 0 to 65535. Whether the host exists is for the listener
/// to say.
[[nodiscard]] bool is_listen_address(std::string_view text) noexcept;

/// Empty, or an issuer identifier (RFC 8414 2): an https URL with neither query nor fragment. Plain http is
/// taken for this machine alone, for trying things out.
[[nodiscard]] bool is_issuer(std::string_view text) noexcept;

/// An origin as browsers send it (RFC 6454 6.2): scheme and host in lower case, a port unless it is the
/// scheme's own, and nothing after it.
[[nodiscard]] bool is_origin(std::string_view text) noexcept;

/// Empty, or a path such as /auth (see http::is_path_prefix).
[[nodiscard]] bool is_root_path(std::string_view text) noexcept;

/// Empty, or an issuer identifier whose path is empty, "/", or a root path.
[[nodiscard]] bool is_public_url(std::string_view text) noexcept;

/// The path of a public URL as a root path: "/auth" of "https://example.com/auth/", nothing of
/// "https://example.com".
[[nodiscard]] std::string_view root_path_of(std::string_view public_url) noexcept;

/// Empty, or a name that goes into tokens as it is: visible ASCII but `"` and `\`, at most 255 characters.
[[nodiscard]] bool is_audience(std::string_view text) noexcept;

/// Anything but nothing, and no NUL, with which the system would cut a path short.
[[nodiscard]] bool is_path(std::string_view text) noexcept;

/// Whether `text` names a scheme that makes hashes: bcrypt or argon2id.
[[nodiscard]] bool is_hash_scheme(std::string_view text) noexcept;

}  // namespace gatehouse::server
