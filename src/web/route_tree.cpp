// SPDX-License-Identifier: Apache-2.0
#include "web/route_tree.h"

#include <algorithm>

#include "gatehouse/base/percent_encoding.h"
#include "web/path_segments.h"

namespace gatehouse::web::detail {

void RouteTree::add(std::span<const std::string> segments, std::size_t number) {
  std::size_t at = 0;
  const auto note = [&](std::size_t& place) { place = std::min(place, number); };
  note(nodes_[at].least);
  for (const std::string_view segment : segments) {
    if (is_parameter(segment) && placeholder_of(segment).is_rest) {
      note(nodes_[at].rest);
      return;
    }
    at = is_parameter(segment) ? step_to_parameter(at) : step_to_literal(at, segment);
    note(nodes_[at].least);
  }
  note(nodes_[at].end);
}

std::size_t RouteTree::step_to_parameter(std::size_t node) {
  if (nodes_[node].parameter == none) {
    nodes_[node].parameter = nodes_.size();
    nodes_.emplace_back();
  }
  return nodes_[node].parameter;
}

std::size_t RouteTree::step_to_literal(std::size_t node, std::string_view text) {
  auto& literals = nodes_[node].literals;
  const auto place = std::ranges::lower_bound(literals, text, {}, &Literal::first);
  if (place != literals.end() && place->first == text) return place->second;
  const auto made = nodes_.size();
  literals.emplace(place, text, made);
  nodes_.emplace_back();  // invalidates `literals`
  return made;
}

const RouteTree::Node* RouteTree::find_literal(const Node& node, std::string_view text) const {
  const auto found = std::ranges::lower_bound(node.literals, text, {}, &Literal::first);
  return found != node.literals.end() && found->first == text ? &nodes_[found->second] : nullptr;
}

std::size_t RouteTree::find(std::span<const std::string_view> segments) const {
  std::size_t best = none;
  search(nodes_.front(), segments, best);
  return best;
}

void RouteTree::search(const Node& node, std::span<const std::string_view> segments,
                       std::size_t& best) const {
  if (node.least >= best) return;
  if (segments.empty()) {
    best = std::min(best, node.end);
    return;
  }
  best = std::min(best, node.rest);
  const auto segment = segments.front();
  const auto following = segments.subspan(1);
  if (!node.literals.empty()) {
    const auto* next =
        is_encoded(segment) ? find_literal(node, percent_decode(segment)) : find_literal(node, segment);
    if (next != nullptr) search(*next, following, best);
  }
  if (node.parameter != none && !segment.empty()) search(nodes_[node.parameter], following, best);
}

}  // namespace gatehouse::web::detail
