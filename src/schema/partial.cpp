// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/partial.h"

namespace gatehouse::schema::detail {

TypeInfo partial_info(const TypeInfo& whole) {
  auto part = whole;
  part.name += "Patch";
  part.qualified_name += "Patch";
  part.title = {};
  part.is_partial = true;
  for (auto& field : part.fields) {
    field.is_required = false;
    field.default_json.reset();
  }
  return part;
}

}  // namespace gatehouse::schema::detail
