#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one reader of fields whose value is a list (RFC 9110 5.6.1): Accept-Encoding, Connection,
// If-None-Match, Vary.

#include <optional>
#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// One element of a list: a value and, after it, parameters (RFC 9110 5.6.6).
class ListElement {
 public:
  /// An element as it was sent, without the white space around it.
  explicit ListElement(std::string_view text) noexcept;

  /// The element as it was sent.
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  /// What stands before the first semicolon. Compare tokens without regard to case: `is`.
  [[nodiscard]] std::string_view value() const noexcept { return value_; }
  /// Whether the value is this token, in any case.
  [[nodiscard]] bool is(std::string_view token) const noexcept { return equal_ignoring_case(value_, token); }
  /// The value of the first parameter of that name, as it was sent (a quoted string keeps its quotes), or
  /// nothing.
  [[nodiscard]] std::optional<std::string_view> find_parameter(std::string_view name) const noexcept;
  /// The weight `q` (RFC 9110 12.4.2) in thousandths: 1000 without one, 0 for one that is malformed.
  [[nodiscard]] unsigned weight() const noexcept;

 private:
  std::string_view text_;
  std::string_view value_;
};

/// Walks over the elements of a list, empty ones left out. Commas in quoted strings separate nothing.
///
///     ListReader list{"gzip;q=0.5, br"};
///     while (const auto element = list.next()) use(*element);
class ListReader {
 public:
  /// What a backslash in quotes means.
  enum class Quotes {
    strings,  ///< quoted-string: it escapes the next character (RFC 9110 5.6.4)
    tags,     ///< entity-tag: it is an ordinary character (RFC 9110 8.8.3)
  };

  /// `list` outlives the reader and its elements.
  explicit ListReader(std::string_view list, Quotes quotes = Quotes::strings) noexcept
      : rest_(list), quotes_(quotes) {}

  /// The next element, or nothing at the end. A quoted string that does not end lasts to the end of the list.
  [[nodiscard]] std::optional<ListElement> next() noexcept;

 private:
  std::string_view rest_;
  Quotes quotes_;
};

/// Calls `visit(ListElement)` for each element of all fields of that name, which are one list (RFC 9110 5.3).
template <class Visit>
void for_each_element(const Request& request, std::string_view name, Visit visit) {
  for (const auto& field : request.fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    ListReader list{field.value};
    while (const auto element = list.next()) visit(*element);
  }
}

/// Whether the list has that token, in any case.
[[nodiscard]] bool has_token(std::string_view list, std::string_view token) noexcept;

/// Whether a request accepts answers in that content coding, and would not rather have them plain
/// (RFC 9110 12.5.3).
[[nodiscard]] bool accepts_coding(const Request& request, std::string_view coding) noexcept;

/// Whether one of a request's tags in the field `name` (If-None-Match) is `etag` by weak comparison
/// (RFC 9110 8.8.3.2), or the field is "*".
[[nodiscard]] bool has_entity_tag(const Request& request, std::string_view name,
                                  std::string_view etag) noexcept;

}  // namespace gatehouse::http
