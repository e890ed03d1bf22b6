// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/request.h"

#include <algorithm>

namespace gatehouse::http {
namespace {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> Request::find(std::string_view name) const noexcept {
  for (const auto& field : fields) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::size_t Request::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](const Field& f) { return equal_ignoring_case(f.name, name); }));
}

std::stop_token Request::when_gone() const {
  if (!gone) gone.emplace();
  return gone->get_token();
}

}  // namespace gatehouse::http
