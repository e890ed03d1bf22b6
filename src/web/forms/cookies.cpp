// SPDX-License-Identifier: Apache-2.0
#include "web/forms/cookies.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gatehouse/base/ascii.h"

namespace gatehouse::web::detail {
namespace {

bool is_octal(char c) noexcept { return c >= '0' && c <= '7'; }

/// Returns the value of a cookie. A value between two quotes is decoded like in Python's http.cookies: a
/// backslash precedes three octal digits or a literal character. Any other quote is an ordinary character.
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

// Splits at semicolons first, even inside of quotes (RFC 6265 5.2). Otherwise one cookie could hide those
// after it (CWE-565).
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
