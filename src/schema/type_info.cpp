// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/type_info.h"

namespace gatehouse::schema {

std::string title_of(std::string_view name) {
  std::string title;
  bool starts_word = true;
  for (const char c : name) {
    if (c == '_' || c == '-') {
      title += c == '_' ? ' ' : '-';
      starts_word = true;
      continue;
    }
    title += starts_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    starts_word = false;
  }
  return title;
}

}  // namespace gatehouse::schema
