#pragma once
// SPDX-License-Identifier: Apache-2.0
// Checks the text of a route against its handler at compile time.

#include <boost/mp11/algorithm.hpp>
#include <string>
#include <string_view>

#include "gatehouse/web/detail/dependency_graph.h"
#include "gatehouse/web/detail/placeholder.h"

namespace gatehouse::web {

namespace detail {

// These are not constexpr, so calling one in a constant expression is an error, and the error shows the name
// of the function. g++ reports the reason of a failure in this way. Clang would show the name only in a note,
// but can report the reason with diagnose_if.
void gatehouse_a_path_parameter_of_the_handler_is_missing_from_the_route();
void gatehouse_a_name_in_the_route_is_no_path_parameter_of_the_handler();
void gatehouse_a_route_begins_with_a_slash_and_closes_its_braces();

/// Returns whether `path` has a segment "{name}" or "{name:path}".
constexpr bool has_parameter(std::string_view path, std::string_view name) {
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
    const auto close = path.find('}', open);
    if (close != std::string_view::npos &&
        Placeholder::parse(path.substr(open + 1, close - open - 1)).name == name)
      return true;
  }
  return false;
}

/// Returns whether the text begins with "/", each "{name}" is a whole segment, and a "{name:path}" is
/// the last segment.
constexpr bool is_route(std::string_view path) {
  if (!path.starts_with('/')) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '}') return false;
    if (path[i] != '{') continue;
    const auto close = path.find('}', i);
    if (path[i - 1] != '/' || close == std::string_view::npos) return false;
    const auto placeholder = Placeholder::parse(path.substr(i + 1, close - i - 1));
    if (placeholder.name.empty()) return false;
    if (close + 1 < path.size() && (placeholder.is_rest || path[close + 1] != '/')) return false;
    i = close;
  }
  return true;
}

template <class P>
struct PathName {
  static constexpr bool is_in(std::string_view) { return true; }
  static constexpr bool is(std::string_view) { return false; }
};
template <schema::FixedString Name, class T>
struct PathName<Path<Name, T>> {
  static constexpr bool is_in(std::string_view path) { return has_parameter(path, Name.view()); }
  static constexpr bool is(std::string_view name) { return name == Name.view(); }
};

/// Returns whether `path` contains the name of each Path parameter in the list.
template <class... P>
constexpr bool has_all_parameters([[maybe_unused]] std::string_view path, mp::mp_list<P...>) {
  return (... && PathName<P>::is_in(path));
}

/// Returns the first name between braces that no parameter reads, or an empty text. OpenAPI 3.1, 4.8.9.1,
/// requires a parameter for each name.
template <class IsRead>
constexpr std::string_view find_stranger(std::string_view path, const IsRead& is_read) {
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
    const auto name = Placeholder::parse(path.substr(open + 1, path.find('}', open) - open - 1)).name;
    if (!is_read(name)) return name;
  }
  return {};
}

/// Returns whether each name between braces in `path` is a Path parameter in the list.
template <class... P>
constexpr bool has_no_other_parameters(std::string_view path, mp::mp_list<P...>) {
  return find_stranger(path,
                       []([[maybe_unused]] std::string_view name) { return (... || PathName<P>::is(name)); })
      .empty();
}

template <auto Function, auto... Guards>
using PlainParametersOf =
    mp::mp_transform<std::remove_cvref_t, AllParametersOf<RootsOf<Function, Guards...>>>;

template <auto Function, auto... Guards>
constexpr bool lacks_parameter(std::string_view path) {
  return is_route(path) && !has_all_parameters(path, PlainParametersOf<Function, Guards...>{});
}
template <auto Function, auto... Guards>
constexpr bool has_stranger(std::string_view path) {
  return is_route(path) && !has_no_other_parameters(path, PlainParametersOf<Function, Guards...>{});
}

}  // namespace detail

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"
#define GATEHOUSE_REFUSE_IF(condition, message) __attribute__((diagnose_if(condition, message, "error")))
#else
#define GATEHOUSE_REFUSE_IF(condition, message)
#endif

/// The path of an operation. It consists of literal segments and "{name}" segments; the last segment may be
/// "{name:path}", which matches the rest of the path including slashes. A path that does not match the Path
/// parameters of the handler and its guards does not compile.
template <auto Function, auto... Guards>
class RoutePath {
 public:
  /// Checks the text at compile time.
  // NOLINTNEXTLINE(google-explicit-constructor): a route is registered with a string literal.
  consteval RoutePath(const char* text)
      GATEHOUSE_REFUSE_IF(!detail::is_route(text),
                          "gatehouse: a route begins with a slash, each {name} is a whole segment of it, and "
                          "a {name:path} the last")
          GATEHOUSE_REFUSE_IF((detail::lacks_parameter<Function, Guards...>(text)),
                              "gatehouse: a path parameter of the handler is missing from the route")
              GATEHOUSE_REFUSE_IF((detail::has_stranger<Function, Guards...>(text)),
                                  "gatehouse: a name in the route is no path parameter of the handler")
      : text_(text) {
    if (!detail::is_route(text_)) detail::gatehouse_a_route_begins_with_a_slash_and_closes_its_braces();
    if (detail::lacks_parameter<Function, Guards...>(text_)) {
      detail::gatehouse_a_path_parameter_of_the_handler_is_missing_from_the_route();
    }
    if (detail::has_stranger<Function, Guards...>(text_)) {
      detail::gatehouse_a_name_in_the_route_is_no_path_parameter_of_the_handler();
    }
  }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// The part of a path after the prefix of a router. It may be empty; otherwise see `RoutePath`. Whether the
/// whole path matches the parameters of the handler is checked when the app starts.
template <auto Function, auto... Guards>
class PathInRouter {
 public:
  /// Checks the text at compile time.
  // NOLINTNEXTLINE(google-explicit-constructor): see RoutePath.
  consteval PathInRouter(const char* text)
      GATEHOUSE_REFUSE_IF(*text != '\0' && !detail::is_route(text),
                          "gatehouse: a route begins with a slash, each {name} is a whole segment of it, and "
                          "a {name:path} the last")
      : text_(text) {
    if (!text_.empty() && !detail::is_route(text_)) {
      detail::gatehouse_a_route_begins_with_a_slash_and_closes_its_braces();
    }
  }
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

#undef GATEHOUSE_REFUSE_IF
#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace gatehouse::web
