#pragma once
// SPDX-License-Identifier: Apache-2.0
// The path prefix under which a proxy publishes a server.

#include <string>
#include <string_view>

namespace gatehouse::http {

/// The maximum length of a prefix in bytes.
inline constexpr std::size_t max_path_prefix = 255;

/// Returns whether a text is a valid prefix: `(/[A-Za-z0-9._~-]+)+`, no segment "." or "..", and at most
/// `max_path_prefix` bytes. It is written unescaped into documents, links and cookies, so it must not contain
/// a character that ends one of these (CWE-79, CWE-113), and must not name another host (CWE-601).
[[nodiscard]] bool is_path_prefix(std::string_view text) noexcept;

/// Returns the path without the prefix: "/docs" for "/auth/docs" and the prefix "/auth". Returns the path
/// unchanged if it does not begin with the prefix, or if the prefix is empty. Some proxies remove the
/// prefix and others keep it; like Starlette, the server supports both. The result is a view into `path`
/// or static text.
[[nodiscard]] std::string_view strip_prefix(std::string_view path, std::string_view prefix) noexcept;

/// Adds the prefix to a path from the root of this host, such as "/docs". Returns any other reference
/// unchanged: one to another host ("https://...", "//...") or a relative one.
[[nodiscard]] std::string add_prefix(std::string_view prefix, std::string reference);

}  // namespace gatehouse::http
