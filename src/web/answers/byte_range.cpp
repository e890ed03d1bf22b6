// SPDX-License-Identifier: Apache-2.0
#include "web/answers/byte_range.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {
namespace {

std::optional<std::uint64_t> number(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} ? value : UINT64_MAX;  // a number that does not fit is beyond any end
}

}  // namespace

std::optional<ByteRange> parse_byte_range(std::string_view field, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!http::equal_ignoring_case(field.substr(0, unit.size()), unit)) return std::nullopt;
  const auto text = field.substr(unit.size());
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto last = number(text.substr(dash + 1));
  if (dash == 0) {
    if (!last) return std::nullopt;
    const auto length = std::min(*last, size);
    return ByteRange{size - length, length};
  }
  const auto first = number(text.substr(0, dash));
  if (!first || (!last && dash + 1 != text.size()) || (last && *last < *first)) return std::nullopt;
  if (*first >= size) return ByteRange{};
  return ByteRange{*first, std::min(last.value_or(UINT64_MAX), size - 1) - *first + 1};
}

}  // namespace gatehouse::web::detail
