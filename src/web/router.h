#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds the operation for the path and the method of a request.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/web/detail/request_context.h"
#include "web/route_tree.h"

namespace gatehouse::web::detail {

/// Maps paths to numbers of operations. Filled at start, then constant and shared by all threads.
class Router {
 public:
  /// The operations of one path, by method, in order of registration.
  struct Endpoint {
    std::vector<std::pair<std::string, std::size_t>> operations;  // pairs of method and number
    std::string allow;                                            // value of the Allow field

    [[nodiscard]] const std::size_t* find(std::string_view method) const noexcept;
  };

  /// Adds an operation. Fails with a message that names the method and path if they are already registered.
  result<void, std::string> add(std::string_view method, std::string_view path, std::size_t number);

  /// Returns the endpoint for a percent-encoded path, or null. Stores the values of the {names} in `values`.
  [[nodiscard]] const Endpoint* find(std::string_view path, PathValues& values) const;

 private:
  struct Pattern {
    std::vector<std::string> segments;  // a parameter is stored as "{name}"
    std::size_t endpoint = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  /// Reads the values of the parameters of a pattern that matches.
  static void take_values(const Pattern& pattern, std::span<const std::string_view> segments,
                          PathValues& values);

  std::vector<Endpoint> endpoints_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> literal_;  // paths without parameters
  std::vector<Pattern> patterns_;  // all paths, in order of registration
  RouteTree tree_;                 // the numbers of patterns_
};

}  // namespace gatehouse::web::detail
