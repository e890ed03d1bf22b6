// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/node.h"

#include <utility>

#include "gatehouse/base/secret.h"

namespace gatehouse::schema {

const Node* Node::find(std::string_view name) const noexcept {
  for (const auto& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

Document::~Document() {
  for (auto& text : texts_) wipe(text);
}

std::string_view Document::keep(std::string text) { return texts_.emplace_front(std::move(text)); }

}  // namespace gatehouse::schema
