#pragma once
// SPDX-License-Identifier: Apache-2.0
// A value whose shape is nobody's business here.

#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Any JSON, kept as text: well-formed, whatever it is. Numbers outside of std::int64_t are as exact as a
/// double.
struct AnyJson {
  std::string json = "null";  ///< what an answer writes as it stands: it must be JSON
};

namespace detail {
/// Appends a node as JSON.
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
