// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/percent_encoding.h"

#include "gatehouse/base/ascii.h"

namespace gatehouse {
namespace {

std::string decode(std::string_view text, char plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && text.size() - i > 2 ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      decoded += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      decoded += text[i] == '+' ? plus : text[i];
    }
  }
  return decoded;
}

}  // namespace

std::string percent_decode(std::string_view text) { return decode(text, '+'); }

std::string form_decode(std::string_view text) { return decode(text, ' '); }

}  // namespace gatehouse
