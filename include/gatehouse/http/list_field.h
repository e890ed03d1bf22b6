#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses header fields whose value is a list (RFC 9110 5.6.1), such as Accept-Encoding.

#include <optional>
#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// One element of a list: a value and its parameters (RFC 9110 5.6.6).
class ListElement {
 public:
  /// Parses the text of one element, without white space around it.
  explicit ListElement(std::string_view text) noexcept;

  /// Returns the element as it was sent.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  /// Returns the text before the first semicolon. Use is() to compare tokens, because they ignore case.
  [[nodiscard]] std::string_view value() const noexcept { return value_; }
  /// Returns whether the value is this token, ignoring case.
  [[nodiscard]] bool is(std::string_view token) const noexcept { return equal_ignoring_case(value_, token); }
  /// Returns the value of the first parameter with this name as it was sent (a quoted string keeps its
  /// quotes), or nothing.
  [[nodiscard]] std::optional<std::string_view> find_parameter(std::string_view name) const noexcept;
  /// Returns the weight `q` (RFC 9110 12.4.2) in thousandths: 1000 if there is none, 0 if it is malformed.
  [[nodiscard]] unsigned weight() const noexcept;

 private:
  std::string_view text_;
  std::string_view value_;
};

/// Iterates over the elements of a list. Skips empty elements. A comma in a quoted string is not a separator.
///
///     ListReader list{"gzip;q=0.5, br"};
///     while (const auto element = list.next()) use(*element);
class ListReader {
 public:
  /// The meaning of a backslash in a quoted string.
  enum class Quotes {
    strings,  ///< quoted-string: it escapes the next character (RFC 9110 5.6.4)
    tags,     ///< entity-tag: it is an ordinary character (RFC 9110 8.8.3)
  };

  /// `list` must outlive the reader and its elements.
  explicit ListReader(std::string_view list, Quotes quotes = Quotes::strings) noexcept
      : rest_(list), quotes_(quotes) {}

  /// Returns the next element, or nothing at the end. A quoted string without an end extends to the end
  /// of the list.
  [[nodiscard]] std::optional<ListElement> next() noexcept;

 private:
  std::string_view rest_;
  Quotes quotes_;
};

/// Calls `visit(ListElement)` for each element of all fields with this name, which form one list
/// (RFC 9110 5.3).
template <class Visit>
void for_each_element(const Request& request, std::string_view name, Visit visit) {
  for (const auto& field : request.fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    ListReader list{field.value};
    while (const auto element = list.next()) visit(*element);
  }
}

/// Returns whether the list contains the token, ignoring case.
[[nodiscard]] bool has_token(std::string_view list, std::string_view token) noexcept;

/// Returns whether a request accepts answers in this content coding and does not prefer them without one
/// (RFC 9110 12.5.3).
[[nodiscard]] bool accepts_coding(const Request& request, std::string_view coding) noexcept;

/// Returns whether one of the entity tags in the field `name` (If-None-Match) matches `etag` by weak
/// comparison (RFC 9110 8.8.3.2), or the field is "*".
[[nodiscard]] bool has_entity_tag(const Request& request, std::string_view name,
                                  std::string_view etag) noexcept;

}  // namespace gatehouse::http
