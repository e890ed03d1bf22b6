#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses the Range field (RFC 9110 14.1.2).

#include <cstdint>
#include <optional>
#include <string_view>

namespace gatehouse::web::detail {

/// Consecutive bytes of a body.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;  ///< 0: the range begins after the end
};

/// Returns the part of a body of `size` bytes that a Range field asks for. Returns nothing if the field must
/// be ignored, because it is malformed, has another unit or names several ranges.
[[nodiscard]] std::optional<ByteRange> parse_byte_range(std::string_view field, std::uint64_t size);

}  // namespace gatehouse::web::detail
