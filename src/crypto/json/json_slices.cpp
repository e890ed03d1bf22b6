// SPDX-License-Identifier: Apache-2.0
#include "crypto/json/json_slices.h"

#include <algorithm>
#include <cstddef>

namespace gatehouse::crypto::detail {
namespace {

/// Iterates over text that is known to be valid JSON. For other text it stops at the end of the text.
class Cursor {
 public:
  explicit Cursor(std::string_view json) : rest_(json) {}

  /// Returns the next character that is not white space without consuming it, or NUL at the end.
  char peek() {
    const auto begin = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(begin == rest_.npos ? rest_.size() : begin);
    return rest_.empty() ? '\0' : rest_.front();
  }
  void skip() {
    if (peek() != '\0') rest_.remove_prefix(1);
  }
  /// Returns the text of the next value or member name.
  std::string_view value() {
    const char first = peek();
    std::size_t size = 0;
    if (first == '"') {
      size = string_size(0);
    } else if (first == '{' || first == '[') {
      size = nested_size();
    } else {
      size = std::min(rest_.find_first_of(",]} \t\r\n"), rest_.size());
    }
    const auto found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
  }

 private:
  [[nodiscard]] std::size_t string_size(std::size_t begin) const {
    std::size_t i = begin + 1;
    while (i < rest_.size() && rest_[i] != '"') i += rest_[i] == '\\' ? 2 : 1;
    return std::min(i + 1, rest_.size()) - begin;
  }
  [[nodiscard]] std::size_t nested_size() const {
    std::size_t depth = 0;
    std::size_t i = 0;
    while (i < rest_.size()) {
      const char c = rest_[i];
      if (c == '{' || c == '[') ++depth;
      i += c == '"' ? string_size(i) : 1;
      if ((c == '}' || c == ']') && --depth == 0) break;
    }
    return i;
  }

  std::string_view rest_;
};

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> elements;
  Cursor cursor{list};
  cursor.skip();
  while (cursor.peek() != ']' && cursor.peek() != '\0') {
    elements.push_back(cursor.value());
    if (cursor.peek() == ',') cursor.skip();
  }
  return elements;
}

}  // namespace

std::optional<std::vector<std::string_view>> elements_of(std::string_view json, std::string_view name) {
  Cursor cursor{json};
  cursor.skip();
  while (cursor.peek() == '"') {
    auto member = cursor.value();
    cursor.skip();  // the colon
    const auto value = cursor.value();
    member = member.substr(1, member.size() - 2);
    if (member == name && value.starts_with('[')) return split(value);
    if (cursor.peek() == ',') cursor.skip();
  }
  return std::nullopt;
}

}  // namespace gatehouse::crypto::detail
