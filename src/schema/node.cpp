// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/node.h"

#include <algorithm>
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
  for (auto& block : blocks_) wipe(block);
}

std::string_view Document::keep(std::string_view text) {
  constexpr std::size_t first_block = 256;
  constexpr std::size_t largest_block = 16 * 1024;
  if (blocks_.empty() || blocks_.front().capacity() - blocks_.front().size() < text.size()) {
    const auto last = blocks_.empty() ? 0 : blocks_.front().capacity();
    const auto wanted = std::clamp(2 * last, first_block, largest_block);
    blocks_.emplace_front().reserve(std::max(wanted, text.size()));
  }
  auto& block = blocks_.front();
  const auto begin = block.size();
  block += text;
  return std::string_view{block}.substr(begin);
}

std::string_view Document::keep(std::string&& text) {
  const auto kept = keep(std::string_view{text});
  wipe(text);
  return kept;
}

}  // namespace gatehouse::schema
