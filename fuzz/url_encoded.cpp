// SPDX-License-Identifier: Apache-2.0
// A query or a form: names and values are UTF-8, both readers agree, and encoding them again gives the same.
#include "web/forms/url_encoded.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "gatehouse/base/ascii.h"
#include "gatehouse/schema/utf8.h"
#include "require.h"
#include "web/forms/value_nodes.h"

namespace {

using namespace gatehouse::web::detail;  // NOLINT: a program of one function

std::string encode(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out.append({'%', gatehouse::hex_digits[byte >> 4], gatehouse::hex_digits[byte & 15]});
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gatehouse::fuzz::require;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto pairs = parse_url_encoded(text, size + 1);
  std::string again;
  for (const auto& [name, value] : pairs) {
    for (const auto* part : {&name, &value}) require(gatehouse::schema::to_valid_utf8(*part) == *part);
    again += encode(name) + '=' + encode(value) + '&';
  }
  require(parse_url_encoded(again, pairs.size() + 1) == pairs);
  const auto document = read_url_encoded(text, max_form_fields);
  require(document.has_value() == (pairs.size() <= max_form_fields));
  if (!document) return 0;
  std::size_t count = 0;
  for (const auto& [name, node] : document->root.members) {
    count += node.items.empty() ? 1 : node.items.size();
    const std::string* last = nullptr;
    for (const auto& pair : pairs) last = pair.first == name ? &pair.second : last;
    require(last != nullptr && *last == node.text);
  }
  require(count == pairs.size());
  return 0;
}
