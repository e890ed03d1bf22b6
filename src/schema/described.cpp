// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/described.h"

#include <algorithm>

namespace gatehouse::schema::detail {

void refuse_unknown(const Node& object, const TypeInfo& type, Reporter& reporter) {
  for (const auto& [name, value] : object.members) {
    const auto is_named = [&](const FieldInfo& field) { return field.name == name; };
    if (std::ranges::any_of(type.fields, is_named)) continue;
    const auto step = reporter.enter(name);
    reporter.report("extra fields not permitted", "value_error.extra");
  }
}

bool report_not_object(Reporter& reporter) {
  reporter.report("value is not a valid dict", "type_error.dict");
  return false;
}

}  // namespace gatehouse::schema::detail
