// SPDX-License-Identifier: Apache-2.0
// A Range field for contents of several sizes: the bytes sent are inside the content. The same range of a
// longer content begins at the same byte, or counts from the end.
#include "web/answers/byte_range.h"

#include <cstdint>
#include <string_view>

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gatehouse::fuzz::require;
  const std::string_view field{reinterpret_cast<const char*>(data), size};
  const bool is_suffix = field.find('-') == field.find('=') + 1;
  for (const std::uint64_t whole :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{1000}, UINT64_MAX - 1}) {
    const auto part = gatehouse::web::detail::parse_byte_range(field, whole);
    const auto longer = gatehouse::web::detail::parse_byte_range(field, whole + 1);
    require(part.has_value() == longer.has_value());
    if (!part) continue;
    require(part->size <= whole && part->begin <= whole - part->size);
    if (part->size == 0) continue;
    require(longer->size >= part->size);
    if (is_suffix) require(part->begin + part->size == whole && longer->begin + longer->size == whole + 1);
    if (!is_suffix) require(longer->begin == part->begin);
  }
  return 0;
}
