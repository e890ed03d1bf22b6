// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/list_field.h"

#include <algorithm>

#include "gatehouse/base/ascii.h"

namespace gatehouse::http {
namespace {

constexpr unsigned whole_weight = 1000;

/// Returns the number of bytes before the first `separator` outside of quotes.
std::size_t size_before(std::string_view text, char separator, ListReader::Quotes quotes) noexcept {
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (is_quoted && text[i] == '\\' && quotes == ListReader::Quotes::strings) {
      ++i;
    } else if (!is_quoted && text[i] == separator) {
      return i;
    }
  }
  return text.size();
}

std::string_view take_until(std::string_view& rest, char separator, ListReader::Quotes quotes) noexcept {
  const auto size = size_before(rest, separator, quotes);
  const auto part = trim(rest.substr(0, size));
  rest.remove_prefix(std::min(size + 1, rest.size()));
  return part;
}

/// Parses a qvalue (RFC 9110 12.4.2) in thousandths. Returns 0 if it is malformed, so that
/// it requests nothing.
unsigned read_weight(std::string_view text) noexcept {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  unsigned weight = text[0] == '1' ? whole_weight : 0;
  if (text.size() == 1) return weight;
  if (text[1] != '.') return 0;
  unsigned place = whole_weight / 10;
  for (const char c : text.substr(2)) {
    if (c < '0' || c > '9') return 0;
    weight += static_cast<unsigned>(c - '0') * place;
    place /= 10;
  }
  return weight <= whole_weight ? weight : 0;
}

std::string_view without_weakness(std::string_view etag) noexcept {
  return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

ListElement::ListElement(std::string_view text) noexcept : text_(text) {
  value_ = trim(text.substr(0, size_before(text, ';', ListReader::Quotes::strings)));
}

std::optional<std::string_view> ListElement::find_parameter(std::string_view name) const noexcept {
  auto rest = text_;
  static_cast<void>(take_until(rest, ';', ListReader::Quotes::strings));
  while (!rest.empty()) {
    const auto parameter = take_until(rest, ';', ListReader::Quotes::strings);
    const auto equals = std::min(parameter.find('='), parameter.size());
    if (!equal_ignoring_case(parameter.substr(0, equals), name)) continue;
    return parameter.substr(std::min(equals + 1, parameter.size()));
  }
  return std::nullopt;
}

unsigned ListElement::weight() const noexcept {
  const auto q = find_parameter("q");
  return q ? read_weight(*q) : whole_weight;
}

std::optional<ListElement> ListReader::next() noexcept {
  while (!rest_.empty()) {
    if (const auto text = take_until(rest_, ',', quotes_); !text.empty()) return ListElement{text};
  }
  return std::nullopt;
}

bool has_token(std::string_view list, std::string_view token) noexcept {
  ListReader reader{list};
  while (const auto element = reader.next()) {
    if (equal_ignoring_case(element->text(), token)) return true;
  }
  return false;
}

bool accepts_coding(const Request& request, std::string_view coding) noexcept {
  std::optional<unsigned> named;
  std::optional<unsigned> other;
  std::optional<unsigned> plain;
  for_each_element(request, "Accept-Encoding", [&](const ListElement& element) {
    auto& weight = element.is(coding) ? named : element.is("identity") ? plain : other;
    if (element.is(coding) || element.is("identity") || element.value() == "*") weight = element.weight();
  });
  const auto weight = named ? *named : other.value_or(0);
  return weight > 0 && weight >= plain.value_or(0);
}

bool has_entity_tag(const Request& request, std::string_view name, std::string_view etag) noexcept {
  for (const auto& field : request.fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    if (field.value == "*") return true;
    ListReader list{field.value, ListReader::Quotes::tags};
    while (const auto tag = list.next()) {
      if (without_weakness(tag->text()) == without_weakness(etag)) return true;
    }
  }
  return false;
}

}  // namespace gatehouse::http
