#pragma once
// SPDX-License-Identifier: Apache-2.0
// Checks the form of settings that are text.

#include <string_view>

namespace gatehouse::server {

/// Accepts HOST:PORT, with an IPv6 host in brackets and a port from 0 to 65535. Does not check whether
/// the host exists.
[[nodiscard]] bool is_listen_address(std::string_view text) noexcept;

/// Accepts an empty text, or HOST:PORT as `is_listen_address` does.
[[nodiscard]] bool is_management_address(std::string_view text) noexcept;

/// Accepts an empty text, or an issuer identifier (RFC 8414 2): an https URL without query and fragment.
/// Plain http is accepted for this machine only, for trying things out.
[[nodiscard]] bool is_issuer(std::string_view text) noexcept;

/// Accepts an origin as browsers send it (RFC 6454 6.2): scheme and host in lower case, a port unless it is
/// the scheme's default, and nothing after it.
[[nodiscard]] bool is_origin(std::string_view text) noexcept;

/// Accepts an empty text, or a path such as /auth (see http::is_path_prefix).
[[nodiscard]] bool is_root_path(std::string_view text) noexcept;

/// Accepts an empty text, or an issuer identifier whose path is empty, "/" or a root path.
[[nodiscard]] bool is_public_url(std::string_view text) noexcept;

/// Returns the path of a public URL as a root path: "/auth" for "https://example.com/auth/", and an empty
/// text for "https://example.com".
[[nodiscard]] std::string_view root_path_of(std::string_view public_url) noexcept;

/// Accepts an empty text, or a name of at most 255 visible ASCII characters except `"` and `\`, because it is
/// copied unchanged into tokens.
[[nodiscard]] bool is_audience(std::string_view text) noexcept;

/// Accepts any text that is not empty and contains no NUL, at which the system would cut the path off.
[[nodiscard]] bool is_path(std::string_view text) noexcept;

/// Returns whether `text` names a scheme for new hashes: bcrypt or argon2id.
[[nodiscard]] bool is_hash_scheme(std::string_view text) noexcept;

}  // namespace gatehouse::server
