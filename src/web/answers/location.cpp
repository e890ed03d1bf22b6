// SPDX-License-Identifier: Apache-2.0
#include "web/answers/location.h"

namespace gatehouse::web::detail {
namespace {

constexpr std::string_view upper_hex = "0123456789ABCDEF";  // RFC 3986 2.1

// The characters of RFC 3986 2.2 and 2.3, and the percent sign of text that is encoded already.
bool is_uri_character(char c) noexcept {
  if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return true;
  return std::string_view{"-._~:/?#[]@!$&'()*+,;=%"}.find(c) != std::string_view::npos;
}

}  // namespace

std::string escape_location(std::string_view target) {
  std::string escaped;
  for (const char c : target) {
    if (is_uri_character(c)) {
      escaped += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    escaped.append({'%', upper_hex[byte >> 4], upper_hex[byte & 15]});
  }
  return escaped;
}

}  // namespace gatehouse::web::detail
