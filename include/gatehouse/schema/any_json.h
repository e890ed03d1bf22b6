#pragma once
// SPDX-License-Identifier: Apache-2.0
// Holds any JSON value as text, without giving it a C++ type.

#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Any well-formed JSON value, kept as text. A number that does not fit `std::int64_t` has the precision
/// of a double.
struct AnyJson {
  std::string json = "null";  ///< written to an answer unchanged, so it must be valid JSON
};

namespace detail {
/// Appends `node` as JSON.
void write_node(std::string& json, const Node& node);
}  // namespace detail

template <>
struct Type<AnyJson> {
  static const TypeInfo& info() {
    static const TypeInfo info{};
    return info;
  }
  static bool decode(const Node& node, Reporter&, AnyJson& out) {
    out.json.clear();
    detail::write_node(out.json, node);
    return true;
  }
  static void encode(std::string& json, const AnyJson& value) { json += value.json; }
};

}  // namespace gatehouse::schema
