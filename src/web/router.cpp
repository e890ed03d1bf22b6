// SPDX-License-Identifier: Apache-2.0
#include "web/router.h"

#include <algorithm>

#include "gatehouse/base/percent_encoding.h"
#include "web/path_segments.h"

namespace gatehouse::web::detail {
const std::size_t* Router::Endpoint::find(std::string_view method) const noexcept {
  const auto lookup = [this](std::string_view wanted) -> const std::size_t* {
    for (const auto& [name, number] : operations) {
      if (name == wanted) return &number;
    }
    return nullptr;
  };
  const auto* found = lookup(method);
  // HEAD is answered like GET (RFC 9110 9.3.2); the server leaves out the body.
  return found == nullptr && method == "HEAD" ? lookup("GET") : found;
}

result<void, std::string> Router::add(std::string_view method, std::string_view path, std::size_t number) {
  std::vector<std::string> segments;
  for (const auto segment : split_path(path)) segments.push_back(percent_decode(segment));
  std::size_t at = endpoints_.size();
  for (const auto& pattern : patterns_) {
    if (pattern.segments == segments) at = pattern.endpoint;
  }
  if (at == endpoints_.size()) {
    endpoints_.emplace_back();
    tree_.add(segments, patterns_.size());
    patterns_.push_back({std::move(segments), at});
    if (path.find('{') == std::string_view::npos) literal_.emplace(path, at);
  }
  auto& endpoint = endpoints_[at];
  if (std::ranges::find(endpoint.operations, method, &std::pair<std::string, std::size_t>::first) !=
      endpoint.operations.end()) {
    return std::string{method} + " " + std::string{path} + " is registered twice";
  }
  endpoint.operations.emplace_back(method, number);
  const bool brings_head = method == "GET" && endpoint.allow.find("HEAD") == std::string::npos;
  if (method == "HEAD" && endpoint.allow.find(method) != std::string::npos) return {};
  if (!endpoint.allow.empty()) endpoint.allow += ", ";
  endpoint.allow += method;
  if (brings_head) endpoint.allow += ", HEAD";
  return {};
}

const Router::Endpoint* Router::find(std::string_view path, PathValues& values) const {
  if (const auto literal = literal_.find(path); literal != literal_.end())
    return &endpoints_[literal->second];
  const auto segments = split_path(path);
  const auto found = tree_.find(segments);
  if (found == RouteTree::none) return nullptr;
  const auto& pattern = patterns_[found];
  take_values(pattern, segments, values);
  return &endpoints_[pattern.endpoint];
}

void Router::take_values(const Pattern& pattern, std::span<const std::string_view> segments,
                         PathValues& values) {
  values.clear();
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    if (!is_parameter(pattern.segments[i])) continue;
    const auto [name, is_rest] = placeholder_of(pattern.segments[i]);
    const auto& last = is_rest ? segments.back() : segments[i];
    values.emplace_back(name, percent_decode({segments[i].data(), last.data() + last.size()}));
  }
}

}  // namespace gatehouse::web::detail
