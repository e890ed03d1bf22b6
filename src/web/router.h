#pragma once
// SPDX-License-Identifier: Apache-2.0
// From a request's path and method to its operation.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/web/detail/request_context.h"

namespace gatehouse::web::detail {

/// Maps paths to numbers of operations. Filled at start, then read by all threads.
class Router {
 public:
  /// What a path leads to: the operations by method, in the order of their registration.
  struct Endpoint {
    std::vector<std::pair<std::string, std::size_t>> operations;  // method, number
    std::string allow;                                            // as the Allow field lists them

    [[nodiscard]] const std::size_t* find(std::string_view method) const noexcept;
  };

  /// Adds an operation; the error names the method and path that are there already.
  result<void, std::string> add(std::string_view method, std::string_view path, std::size_t number);

  /// The endpoint of a path as it came, percent-encoded, or none; `values` gets the {names}' values.
  [[nodiscard]] const Endpoint* find(std::string_view path, PathValues& values) const;

 private:
  struct Pattern {
    std::vector<std::string> segments;  // "{name}" for a parameter
    bool has_rest = false;              // whether the last takes all that is left
    std::size_t endpoint = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  [[nodiscard]] static bool matches(const Pattern& pattern, std::span<const std::string_view> segments,
                                    PathValues& values);

  std::vector<Endpoint> endpoints_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> literal_;  // paths without parameters
  std::vector<Pattern> patterns_;                                                // all paths
};

}  // namespace gatehouse::web::detail
