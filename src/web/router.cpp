// SPDX-License-Identifier: Apache-2.0
#include "web/router.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "gatehouse/base/percent_encoding.h"
#include "gatehouse/web/detail/placeholder.h"

namespace gatehouse::web::detail {
namespace {

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

/// Parses a segment that is a parameter.
Placeholder placeholder_of(std::string_view segment) {
  return Placeholder::parse(segment.substr(1, segment.size() - 2));
}

// The inline size covers most paths.
using Segments = boost::container::small_vector<std::string_view, 16>;

// Returns the segments between the slashes, still encoded: "%2F" is never a separator (RFC 3986 2.2).
Segments split(std::string_view path) {
  Segments segments;
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_encoded(std::string_view segment) { return segment.find('%') != std::string_view::npos; }

}  // namespace

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
  for (const auto segment : split(path)) segments.push_back(percent_decode(segment));
  std::size_t at = endpoints_.size();
  for (const auto& pattern : patterns_) {
    if (pattern.segments == segments) at = pattern.endpoint;
  }
  if (at == endpoints_.size()) {
    endpoints_.emplace_back();
    const bool has_rest = is_parameter(segments.back()) && placeholder_of(segments.back()).is_rest;
    patterns_.push_back({std::move(segments), has_rest, at});
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
  const auto segments = split(path);
  for (const auto& pattern : patterns_) {
    if (matches(pattern, segments, values)) return &endpoints_[pattern.endpoint];
  }
  return nullptr;
}

bool Router::matches(const Pattern& pattern, std::span<const std::string_view> segments, PathValues& values) {
  const auto count = pattern.segments.size();
  if (pattern.has_rest ? segments.size() < count : segments.size() != count) return false;
  values.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view wanted = pattern.segments[i];
    const auto segment = segments[i];
    if (is_parameter(wanted)) {
      const auto [name, is_rest] = placeholder_of(wanted);
      if (segment.empty() && !is_rest) return false;
      const auto* const end =
          is_rest ? segments.back().data() + segments.back().size() : segment.data() + segment.size();
      values.emplace_back(name, percent_decode({segment.data(), end}));
    } else if (is_encoded(segment) ? percent_decode(segment) != wanted : segment != wanted) {
      return false;
    }
  }
  return true;
}

}  // namespace gatehouse::web::detail
