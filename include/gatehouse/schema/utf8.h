#pragma once
// SPDX-License-Identifier: Apache-2.0
// UTF-8 (RFC 3629): counting characters, and making text of bytes that may not be.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::schema {

/// The number of code points in valid UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

/// The length in bytes of the well-formed sequence at the start of `text`, or 0.
[[nodiscard]] std::size_t utf8_sequence_length(std::string_view text) noexcept;

/// `bytes` with each maximal ill-formed part replaced by U+FFFD (Encoding Standard, UTF-8 decode without
/// mark).
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);

}  // namespace gatehouse::schema
