#pragma once
// SPDX-License-Identifier: Apache-2.0
// The files behind the docs pages, embedded in the binary in compressed form.

#include <cstddef>
#include <span>
#include <string_view>

namespace gatehouse::web::detail {

/// One embedded file. All views are static.
struct Asset {
  std::string_view path;  ///< where it is served, below the application's root: "/docs/swagger-ui.css"
  std::string_view content_type;  ///< with charset where it is text
  std::string_view gzip;          ///< the content in gzip coding (RFC 1952)
  std::string_view etag;  ///< a weak validator, quotes included: one for both codings (RFC 9110 8.8.1)
  std::size_t plain_size = 0;
};

/// Every embedded file. (Made by gatehouse_embed in cmake/Embed.cmake.)
[[nodiscard]] std::span<const Asset> assets() noexcept;

/// The file served at `path`, or null.
[[nodiscard]] const Asset* find_asset(std::string_view path) noexcept;

/// The content in plain of `assets()[index]`, for a client that does not accept gzip. Made by the first call,
/// which takes milliseconds for the large files, and kept until the program ends: all answers share it.
/// Thread-safe. Throws std::runtime_error when the embedded file is damaged.
[[nodiscard]] std::string_view plain_content(std::size_t index);

}  // namespace gatehouse::web::detail
