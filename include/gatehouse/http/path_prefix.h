#pragma once
// SPDX-License-Identifier: Apache-2.0
// The path below which a proxy publishes a server.

#include <string>
#include <string_view>

namespace gatehouse::http {

/// The longest prefix that is taken, in bytes.
inline constexpr std::size_t max_path_prefix = 255;

/// Whether a text can be such a prefix: `(/[A-Za-z0-9._~-]+)+`, no segment "." or "..", and at most
/// `max_path_prefix` bytes. It stands in documents, links and cookies as it is, so nothing in it may end one
/// of them (CWE-79, CWE-113), nor name another host (CWE-601).
[[nodiscard]] bool is_path_prefix(std::string_view text) noexcept;

/// What is left of a path below the prefix: "/docs" of "/auth/docs" below "/auth"; the path itself if it is
/// not below, or the prefix is empty. Some proxies take the prefix away and others do not; both are served,
/// as by Starlette. A view into `path`, or static.
[[nodiscard]] std::string_view strip_prefix(std::string_view path, std::string_view prefix) noexcept;

/// The prefix before a path from the root of this host, such as "/docs"; any other reference as it is: one to
/// another host ("https://...", "//..."), and a relative one.
[[nodiscard]] std::string add_prefix(std::string_view prefix, std::string reference);

}  // namespace gatehouse::http
