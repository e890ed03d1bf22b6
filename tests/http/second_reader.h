#pragma once
// SPDX-License-Identifier: Apache-2.0
// Beast's parser as a second opinion on what a stream of bytes says.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::http::test {

/// What the first request of `stream` is, as one text: how many bytes it has, its parts, whether another may
/// follow. Nothing if it is not whole or not one. Takes more than our parser does, but what both take they
/// must read alike: else somebody between this server and its client may see other requests than it does.
[[nodiscard]] std::optional<std::string> read_with_beast(std::string_view stream);

/// The same by our parser, which is shown the stream in parts of `part` bytes.
[[nodiscard]] std::optional<std::string> read_with_ours(std::string_view stream, std::size_t part);

}  // namespace gatehouse::http::test
