// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/variant.h"

#include <algorithm>
#include <stdexcept>

#include "schema/quoted.h"

namespace gatehouse::schema::detail {

const std::vector<std::string>& discriminator_values(const TypeInfo& alternative, std::string_view member) {
  for (const auto& field : alternative.fields) {
    if (field.name != member) continue;
    const auto& values = field.type().choices;
    if (!values.empty()) return values;
  }
  throw std::logic_error{"schema::discriminator: " + alternative.name + " has no member \"" +
                         std::string{member} + "\" that is a Literal"};
}

std::optional<std::size_t> find_alternative(const Node& node, const TypeInfo& variant, Reporter& reporter) {
  const std::string key{variant.discriminator};
  const Node* found = node.kind == Node::Kind::object ? node.find(variant.discriminator) : nullptr;
  if (found == nullptr) {
    reporter.report("Discriminator '" + key + "' is missing in value",
                    "value_error.discriminated_union.missing_discriminator", {{"discriminator_key", key}});
    return std::nullopt;
  }
  std::string allowed;
  for (std::size_t i = 0; i < variant.alternatives.size(); ++i) {
    const auto& values = discriminator_values(variant.alternatives[i](), variant.discriminator);
    if (found->is_text() && std::ranges::find(values, found->text) != values.end()) return i;
    append_quoted(allowed, values);
  }
  // The message does not contain the refused value, which pydantic shows, because no answer
  // repeats refused input.
  reporter.report("No match for discriminator '" + key + "' (allowed values: " + allowed + ")",
                  "value_error.discriminated_union.invalid_discriminator",
                  {{"discriminator_key", key}, {"allowed_values", allowed}});
  return std::nullopt;
}

}  // namespace gatehouse::schema::detail
