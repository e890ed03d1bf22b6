#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts the characters of UTF-8 text (RFC 3629) and repairs text that is not valid UTF-8.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::schema {

/// Returns the number of code points in `text`, which must be valid UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

/// Returns the length in bytes of the well-formed sequence at the start of `text`, or 0 if there is none.
[[nodiscard]] std::size_t utf8_sequence_length(std::string_view text) noexcept;

/// Returns `bytes` with each maximal ill-formed part replaced by U+FFFD (Encoding Standard, "UTF-8
/// decode without BOM").
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

}  // namespace gatehouse::schema
