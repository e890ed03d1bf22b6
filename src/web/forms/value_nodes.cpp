// SPDX-License-Identifier: Apache-2.0
#include "web/forms/value_nodes.h"

#include <algorithm>
#include <utility>

#include "web/forms/url_encoded.h"

namespace gatehouse::web::detail {

using schema::Document;
using schema::Node;

Node text_node(std::string_view text) {
  Node node;
  node.kind = Node::Kind::text;
  node.text = text;
  return node;
}

void add_item(Node& values, Node value) {
  auto items = std::move(values.items);
  if (items.empty()) items.push_back(std::move(values));
  items.push_back(value);
  values = std::move(value);
  values.items = std::move(items);
}

void add_value(Node& object, std::string_view name, Node value) {
  const auto known = std::ranges::find(object.members, name, &schema::Member::name);
  if (known == object.members.end()) {
    object.members.push_back({name, std::move(value)});
    return;
  }
  add_item(known->value, std::move(value));
}

std::optional<Document> read_url_encoded(std::string_view text, std::size_t most) {
  Document document;
  document.root.kind = Node::Kind::object;
  const auto meant = [&](std::string_view part) {
    return is_plain(part) ? part : document.keep(decode_part(part));
  };
  std::size_t count = 0;
  while (const auto pair = take_pair(text)) {
    if (++count > most) return std::nullopt;
    const auto name = meant(pair->name);
    add_value(document.root, name, text_node(meant(pair->value)));
  }
  return document;
}

}  // namespace gatehouse::web::detail
