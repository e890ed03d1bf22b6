#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds routes by trying all patterns in order of registration: what the router must agree with.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/base/percent_encoding.h"
#include "gatehouse/web/detail/request_context.h"

namespace gatehouse::web::test {

/// A router without a tree. It is slow and plain.
class LinearRouter {
 public:
  /// The index of a path that matches, and the values of its parameters.
  struct Found {
    std::size_t path = 0;
    std::vector<std::pair<std::string, std::string>> values;
  };

  /// Adds a path after the others.
  void add(std::string_view path) {
    Pattern pattern{std::string{path}, {}};
    for (const auto& segment : split(path)) pattern.segments.push_back(percent_decode(segment));
    patterns_.push_back(std::move(pattern));
  }

  /// Returns the path without parameters that is equal, otherwise the first that matches.
  [[nodiscard]] std::optional<Found> find(std::string_view path) const {
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if (patterns_[i].path == path && path.find('{') == std::string_view::npos && is_first(i))
        return Found{i, {}};
    }
    const auto segments = split(path);
    for (std::size_t i = 0; i < patterns_.size(); ++i) {
      if (auto values = match(patterns_[i].segments, segments)) return Found{i, std::move(*values)};
    }
    return std::nullopt;
  }

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;
  struct Pattern {
    std::string path;
    std::vector<std::string> segments;
  };

  static std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments(1);
    for (const char c : path.substr(std::min<std::size_t>(1, path.size()))) {
      if (c == '/') {
        segments.emplace_back();
      } else {
        segments.back() += c;
      }
    }
    return segments;
  }

  // Paths that are equal when they are decoded are one path. Its text is that of the first.
  [[nodiscard]] bool is_first(std::size_t index) const {
    for (std::size_t i = 0; i < index; ++i) {
      if (patterns_[i].segments == patterns_[index].segments) return false;
    }
    return true;
  }

  static std::optional<Values> match(const std::vector<std::string>& pattern,
                                     const std::vector<std::string>& segments) {
    Values values;
    const bool has_rest = pattern.back().starts_with('{') && pattern.back().ends_with(":path}");
    if (has_rest ? segments.size() < pattern.size() : segments.size() != pattern.size()) return std::nullopt;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      const auto& wanted = pattern[i];
      if (!wanted.starts_with('{')) {
        if (percent_decode(segments[i]) != wanted) return std::nullopt;
      } else if (has_rest && i + 1 == pattern.size()) {
        std::string rest = segments[i];
        for (auto next = i + 1; next < segments.size(); ++next) rest += '/' + segments[next];
        values.emplace_back(wanted.substr(1, wanted.size() - 7), percent_decode(rest));
      } else if (segments[i].empty()) {
        return std::nullopt;
      } else {
        values.emplace_back(wanted.substr(1, wanted.size() - 2), percent_decode(segments[i]));
      }
    }
    return values;
  }

  std::vector<Pattern> patterns_;
};

}  // namespace gatehouse::web::test
