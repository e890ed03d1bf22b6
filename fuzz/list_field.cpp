// SPDX-License-Identifier: Apache-2.0
// A field whose value is a list: its elements, joined again, are the same list; a token after it is found
// unless a quote is open; weights are within bounds.
#include "gatehouse/http/list_field.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "require.h"

namespace {

std::vector<std::string> read(std::string_view text) {
  std::vector<std::string> elements;
  gatehouse::http::ListReader list{text};
  while (const auto element = list.next()) {
    gatehouse::fuzz::require(element->weight() <= 1000 && !element->text().empty());
    gatehouse::fuzz::require(element->text().find(element->value()) == 0);
    elements.emplace_back(element->text());
  }
  return elements;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gatehouse::fuzz::require;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto elements = read(text);
  std::string joined;
  for (const auto& element : elements) joined.append(joined.empty() ? "" : ", ").append(element);
  require(read(joined) == elements);
  const auto plain = text.find_first_of("\"\\") == std::string_view::npos;
  if (plain) require(gatehouse::http::has_token(std::string{text} + ",last", "LAST"));
  gatehouse::http::Request request;
  request.fields.push_back({"Accept-Encoding", text});
  if (!gatehouse::http::accepts_coding(request, "gzip")) return 0;
  // Accepted only because an element says so.
  bool is_named = false;
  gatehouse::http::for_each_element(request, "accept-encoding", [&](const auto& element) {
    is_named = is_named || ((element.is("gzip") || element.value() == "*") && element.weight() > 0);
  });
  require(is_named);
  return 0;
}
