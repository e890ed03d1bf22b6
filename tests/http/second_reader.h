#pragma once
// SPDX-License-Identifier: Apache-2.0
// Beast's parser as a second opinion on how to read a stream of bytes.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::http::test {

/// Returns the first request of `stream` as text: its length in bytes, its parts, and whether another may
/// follow. Returns nullopt if it is incomplete or invalid. Beast accepts more than our parser, but what both
/// accept they must read in the same way: otherwise a proxy in front of this server may see other requests
/// than it does.
[[nodiscard]] std::optional<std::string> read_with_beast(std::string_view stream);

/// Does the same with our parser, which gets the stream in parts of `part` bytes.
[[nodiscard]] std::optional<std::string> read_with_ours(std::string_view stream, std::size_t part);

}  // namespace gatehouse::http::test
