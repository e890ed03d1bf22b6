#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds the pattern that matches a path by its segments, without trying all patterns.

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::web::detail {

/// The patterns of an app as a tree with one level for each segment. Several patterns may match a path; the
/// one that was added first is found. Filled at start, then constant and shared by all threads.
class RouteTree {
 public:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  /// Adds a pattern with a greater number than those added before. `segments` are decoded; a parameter is
  /// written between braces.
  void add(std::span<const std::string> segments, std::size_t number);

  /// Returns the least number of the patterns that match these segments, which are percent-encoded. Returns
  /// `none` if there is no such pattern. Visits each node at most once, so it never compares more segments
  /// than a search through all patterns (CWE-407).
  [[nodiscard]] std::size_t find(std::span<const std::string_view> segments) const;

 private:
  using Literal = std::pair<std::string, std::size_t>;  // text, and the node behind it
  struct Node {
    std::vector<Literal> literals;  // sorted by text
    std::size_t parameter = none;   // the node behind a parameter
    std::size_t end = none;         // the pattern that ends here
    std::size_t rest = none;        // the pattern whose last segment matches all that follows
    std::size_t least = none;       // the least number of a pattern in or below this node
  };

  std::size_t step_to_parameter(std::size_t node);
  std::size_t step_to_literal(std::size_t node, std::string_view text);
  [[nodiscard]] const Node* find_literal(const Node& node, std::string_view text) const;
  void search(const Node& node, std::span<const std::string_view> segments, std::size_t& best) const;

  std::vector<Node> nodes_{1};
};

}  // namespace gatehouse::web::detail
