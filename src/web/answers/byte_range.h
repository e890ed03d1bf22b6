#pragma once
// SPDX-License-Identifier: Apache-2.0
// The Range field (RFC 9110 14.1.2).

#include <cstdint>
#include <optional>
#include <string_view>

namespace gatehouse::web::detail {

/// Consecutive bytes of a content.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;  ///< 0: the range is beyond the end
};

/// The part of a content of `size` bytes that a Range field asks for; nothing when the field is to be
/// ignored: it is malformed, of another unit, or names several ranges.
[[nodiscard]] std::optional<ByteRange> parse_byte_range(std::string_view field, std::uint64_t size);

}  // namespace gatehouse::web::detail
