#pragma once
// SPDX-License-Identifier: Apache-2.0
// The segments between the slashes of a path or of the pattern of a route.

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <string_view>

#include "gatehouse/web/detail/placeholder.h"

namespace gatehouse::web::detail {

/// Returns whether a segment of a pattern is a parameter, such as "{id}".
inline bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

/// Parses a segment that is a parameter.
inline Placeholder placeholder_of(std::string_view segment) {
  return Placeholder::parse(segment.substr(1, segment.size() - 2));
}

/// The inline size covers most paths.
using Segments = boost::container::small_vector<std::string_view, 16>;

/// Returns the segments of a path, still encoded: "%2F" is never a separator (RFC 3986 2.2).
inline Segments split_path(std::string_view path) {
  Segments segments;
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

/// Returns whether a segment contains percent-encoded characters.
inline bool is_encoded(std::string_view segment) { return segment.find('%') != std::string_view::npos; }

}  // namespace gatehouse::web::detail
