// SPDX-License-Identifier: Apache-2.0
#include "web/forms/url_encoded.h"

#include <algorithm>

#include "gatehouse/base/ascii.h"
#include "gatehouse/schema/utf8.h"

namespace gatehouse::web::detail {
std::string percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && text.size() - i > 2 ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      decoded += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::string decode_part(std::string_view part) {
  std::string text{part};
  std::ranges::replace(text, '+', ' ');
  return schema::to_valid_utf8(percent_decode(text));
}

bool is_plain(std::string_view part) noexcept {
  return std::ranges::all_of(part, [](char c) { return c > ' ' && c < 0x7F && c != '%' && c != '+'; });
}

std::optional<EncodedPair> take_pair(std::string_view& text) noexcept {
  while (!text.empty()) {
    const auto part = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    if (part.empty()) continue;
    const auto equals = std::min(part.find('='), part.size());
    return EncodedPair{part.substr(0, equals), part.substr(std::min(equals + 1, part.size()))};
  }
  return std::nullopt;
}

NameValues parse_url_encoded(std::string_view text, std::size_t most) {
  NameValues pairs;
  while (pairs.size() < most) {
    const auto pair = take_pair(text);
    if (!pair) break;
    pairs.emplace_back(decode_part(pair->name), decode_part(pair->value));
  }
  return pairs;
}

}  // namespace gatehouse::web::detail
