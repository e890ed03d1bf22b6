// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/any_json.h"

#include <utility>

namespace gatehouse::schema::detail {

void write_node(std::string& json, const Node& node) {
  char before = '[';
  switch (node.kind) {
    case Node::Kind::null:
    case Node::Kind::file:
      json += "null";
      break;
    case Node::Kind::boolean:
      json += node.boolean ? "true" : "false";
      break;
    case Node::Kind::integer:
      write_json_integer(json, node.integer);
      break;
    case Node::Kind::number:
      write_json_number(json, node.number);
      break;
    case Node::Kind::string:
    case Node::Kind::text:
      write_json_string(json, node.text);
      break;
    case Node::Kind::array:
      for (const auto& item : node.items) {
        json += std::exchange(before, ',');
        write_node(json, item);
      }
      json += node.items.empty() ? "[]" : "]";
      break;
    case Node::Kind::object:
      before = '{';
      for (const auto& [name, value] : node.members) {
        json += std::exchange(before, ',');
        write_json_string(json, name);
        json += ':';
        write_node(json, value);
      }
      json += node.members.empty() ? "{}" : "}";
      break;
  }
}

}  // namespace gatehouse::schema::detail
