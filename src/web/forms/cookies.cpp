// SPDX-License-Identifier: Apache-2.0
#include "web/forms/cookies.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gatehouse/base/ascii.h"

namespace gatehouse::web::detail {
namespace {

bool is_octal(char c) noexcept { return c >= '0' && c <= '7'; }

/// The value of a cookie. One between two quotes is undone as Python's http.cookies does it: a backslash
/// stands before three octal digits or the character itself. Any other quote is an ordinary character.
std::string cookie_value(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string{text};
  text = text.substr(1, text.size() - 2);
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto rest = text.substr(i + 1);
    if (text[i] != '\\' || rest.empty()) {
      value += text[i];
    } else if (rest.size() >= 3 && rest[0] < '4' && is_octal(rest[0]) && is_octal(rest[1]) &&
               is_octal(rest[2])) {
      value += static_cast<char>((rest[0] - '0') << 6 | (rest[1] - '0') << 3 | (rest[2] - '0'));
      i += 3;
    } else {
      value += rest[0];
      ++i;
    }
  }
  return value;
}

}  // namespace

// Semicolons separate first, whatever stands in quotes (RFC 6265 5.2): with another reading, one cookie could
// swallow those behind it (CWE-565).
NameValues parse_cookies(const http::Request& request) {
  NameValues pairs;
  for (const auto& field : request.fields) {
    if (!http::equal_ignoring_case(field.name, "Cookie")) continue;
    for (auto rest = field.value; !rest.empty();) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos) continue;
      pairs.emplace_back(trim(pair.substr(0, equals)), cookie_value(trim(pair.substr(equals + 1))));
    }
  }
  return pairs;
}

}  // namespace gatehouse::web::detail
