// SPDX-License-Identifier: Apache-2.0
#include "web/router.h"

#include <algorithm>

#include "web/url_encoded.h"

namespace gatehouse::web::detail {
namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

// The segments between the slashes, decoded each for itself: "%2F" never separates (RFC 3986 2.2).
std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(percent_decode(path.substr(0, slash)));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

const std::size_t* Router::Endpoint::find(std::string_view method) const noexcept {
  const auto lookup = [this](std::string_view wanted) -> const std::size_t* {
    for (const auto& [name, number] : operations) {
      if (name == wanted) return &number;
    }
    return nullptr;
  };
  const auto* found = lookup(method);
  // HEAD is GET without the body (RFC 9110 9.3.2); the server leaves that out.
  return found == nullptr && method == "HEAD" ? lookup("GET") : found;
}

result<void, std::string> Router::add(std::string_view method, std::string_view path, std::size_t number) {
  auto segments = split(path);
  std::size_t at = endpoints_.size();
  for (const auto& pattern : patterns_) {
    if (pattern.segments == segments) at = pattern.endpoint;
  }
  if (at == endpoints_.size()) {
    endpoints_.emplace_back();
    patterns_.push_back({std::move(segments), at});
    if (path.find('{') == std::string_view::npos) literal_.emplace(path, at);
  }
  auto& endpoint = endpoints_[at];
  if (std::ranges::find(endpoint.operations, method, &std::pair<std::string, std::size_t>::first) !=
      endpoint.operations.end()) {
    return std::string{method} + " " + std::string{path} + " is registered twice";
  }
  endpoint.operations.emplace_back(method, number);
  if (!endpoint.allow.empty()) endpoint.allow += ", ";
  endpoint.allow += method;
  if (method == "GET") endpoint.allow += ", HEAD";
  return {};
}

const Router::Endpoint* Router::find(std::string_view path, PathValues& values) const {
  if (const auto literal = literal_.find(path); literal != literal_.end())
    return &endpoints_[literal->second];
  const auto segments = split(path);
  for (const auto& pattern : patterns_) {
    if (matches(pattern, segments, values)) return &endpoints_[pattern.endpoint];
  }
  return nullptr;
}

bool Router::matches(const Pattern& pattern, const std::vector<std::string>& segments, PathValues& values) {
  if (pattern.segments.size() != segments.size()) return false;
  values.clear();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view wanted = pattern.segments[i];
    if (!is_parameter(wanted)) {
      if (wanted != segments[i]) return false;
    } else if (segments[i].empty()) {
      return false;
    } else {
      values.emplace_back(wanted.substr(1, wanted.size() - 2), segments[i]);
    }
  }
  return true;
}

}  // namespace gatehouse::web::detail
