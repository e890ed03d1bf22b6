#pragma once
// SPDX-License-Identifier: Apache-2.0
// A route's text, held against its handler while compiling.

#include <boost/mp11/algorithm.hpp>
#include <string>
#include <string_view>

#include "gatehouse/web/detail/dependency_graph.h"

namespace gatehouse::web {

namespace detail {

// Not constexpr, so that reaching one while a constant is computed is an error that quotes its name.
void gatehouse_a_path_parameter_of_the_handler_is_missing_from_the_route();
void gatehouse_a_route_begins_with_a_slash_and_closes_its_braces();

/// Whether `path` has a segment "{name}".
constexpr bool has_parameter(std::string_view path, std::string_view name) {
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
    const auto close = path.find('}', open);
    if (close != std::string_view::npos && path.substr(open + 1, close - open - 1) == name) return true;
  }
  return false;
}

/// Whether the text begins with "/" and each "{name}" is a whole segment.
constexpr bool is_route(std::string_view path) {
  if (!path.starts_with('/')) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '}') return false;
    if (path[i] != '{') continue;
    const auto close = path.find('}', i);
    if (path[i - 1] != '/' || close == std::string_view::npos || close == i + 1) return false;
    if (close + 1 < path.size() && path[close + 1] != '/') return false;
    i = close;
  }
  return true;
}

template <class P>
struct PathName {
  static constexpr bool is_in(std::string_view) { return true; }
};
template <schema::FixedString Name, class T>
struct PathName<Path<Name, T>> {
  static constexpr bool is_in(std::string_view path) { return has_parameter(path, Name.view()); }
};

template <class... P>
constexpr bool has_all_parameters([[maybe_unused]] std::string_view path, mp::mp_list<P...>) {
  return (... && PathName<P>::is_in(path));
}

}  // namespace detail

/// The path of an operation: literal segments and "{name}"s. One that its handler's Path parameters
/// don't match does not compile.
template <auto Function>
class RoutePath {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): written as a literal where a route is registered.
  consteval RoutePath(const char* text) : text_(text) {
    if (!detail::is_route(text_)) detail::gatehouse_a_route_begins_with_a_slash_and_closes_its_braces();
    if (!detail::has_all_parameters(
            text_, detail::mp::mp_transform<std::remove_cvref_t,
                                        detail::AllParametersOf<detail::RootsOf<Function>>>{})) {
      detail::gatehouse_a_path_parameter_of_the_handler_is_missing_from_the_route();
    }
  }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// The rest of a path, after a router's prefix: empty, or as `RoutePath`. Whether the whole has the handler's
/// parameters is checked when the app starts.
template <auto Function>
class PathInRouter {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): as above.
  consteval PathInRouter(const char* text) : text_(text) {
    if (!text_.empty() && !detail::is_route(text_)) {
      detail::gatehouse_a_route_begins_with_a_slash_and_closes_its_braces();
    }
  }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

}  // namespace gatehouse::web
