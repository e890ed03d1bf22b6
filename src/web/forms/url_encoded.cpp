// SPDX-License-Identifier: Apache-2.0
#include "web/forms/url_encoded.h"

#include <algorithm>

#include "gatehouse/base/percent_encoding.h"
#include "gatehouse/schema/utf8.h"

namespace gatehouse::web::detail {

std::string decode_part(std::string_view part) { return schema::to_valid_utf8(form_decode(part)); }

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
