#pragma once
// SPDX-License-Identifier: Apache-2.0
// Includes the whole schema layer: the types, and how they are read and written.

#include "gatehouse/schema/any_json.h"
#include "gatehouse/schema/checked.h"
#include "gatehouse/schema/chrono.h"
#include "gatehouse/schema/constrained.h"
#include "gatehouse/schema/containers.h"
#include "gatehouse/schema/described.h"
#include "gatehouse/schema/fields.h"
#include "gatehouse/schema/limited.h"
#include "gatehouse/schema/lists.h"
#include "gatehouse/schema/literal.h"
#include "gatehouse/schema/omittable.h"
#include "gatehouse/schema/partial.h"
#include "gatehouse/schema/pattern.h"
#include "gatehouse/schema/type.h"
#include "gatehouse/schema/variant.h"

namespace gatehouse::schema {

/// Appends `value` as JSON.
template <class T>
void encode(std::string& json, const T& value) {
  Type<T>::encode(json, value);
}

/// Reads `node` into `out`. Returns false if a problem was reported.
template <class T>
bool decode(const Node& node, Reporter& reporter, T& out) {
  return Type<T>::decode(node, reporter, out);
}

}  // namespace gatehouse::schema
