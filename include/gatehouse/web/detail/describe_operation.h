#pragma once
// SPDX-License-Identifier: Apache-2.0
// Derives the description of an operation from the type of its handler.

#include <boost/mp11/algorithm.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gatehouse/web/detail/answering.h"
#include "gatehouse/web/detail/dependency_graph.h"
#include "gatehouse/web/detail/run_operation.h"
#include "gatehouse/web/middleware/middleware.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// A state that an operation needs.
struct NeededState {
  std::size_t index;
  std::string_view type_name;
};

struct Route;
/// Runs a set of guards around guard number `guard + 1` of a route, or around its operation (see surround.h).
using RunGuards = awaitable<> (*)(Match match, const Route& route, std::size_t guard);

/// An operation that is ready to be matched and run.
struct Route {
  OperationInfo info;
  awaitable<> (*run)(Match match, unsigned status) = nullptr;
  std::vector<NeededState> states;
  std::vector<RunGuards> guards;  ///< guards that `run` does not run itself, the outermost first
  std::vector<std::shared_ptr<const Middleware>> middleware;  ///< of its routers, the innermost first
  bool is_plain = true;  ///< whether there are neither such guards nor such middleware; set at the start
};

template <class P>
inline constexpr bool is_security = false;
template <auto D, schema::FixedString... Scopes>
inline constexpr bool is_security<Security<D, Scopes...>> = true;

template <class T>
inline constexpr bool is_body = false;
template <class T>
inline constexpr bool is_body<Json<T>> = true;
template <class T>
inline constexpr bool is_body<Form<T>> = true;
template <class T>
inline constexpr bool is_body<Patch<T>> = true;
template <>
inline constexpr bool is_body<RawBody> = true;
template <>
inline constexpr bool is_body<BodyStream> = true;
template <class T>
using IsBody = std::bool_constant<is_body<T>>;

/// Whether a function, its guards or their dependencies read the body of the request.
template <auto Function, auto... Guards>
inline constexpr bool reads_body =
    mp::mp_count_if<AllParametersOf<RootsOf<Function, Guards...>>, IsBody>::value > 0;

/// Whether the scopes that a parameter names reach a dependency that can check them.
template <class P>
using HasItsScopesSeen = std::bool_constant<!is_security<P> || leads_to_scopes<P>()>;

template <class P>
void add_state(std::vector<NeededState>&, P*) {}
template <class T>
void add_state(std::vector<NeededState>& states, State<T>*) {
  states.push_back({state_index<T>(), schema::detail::type_name<T>()});
}

/// Adds a security scheme, or adds the scopes to it if it is already present.
void add_security(OperationInfo& info, SecuritySchemeInfo scheme);

/// Adds to the description of an operation the given parameters and those of all their dependencies.
template <class Roots>
void describe_roots(OperationInfo& info, std::vector<NeededState>& states) {
  mp::mp_for_each<mp::mp_transform<mp::mp_identity, mp::mp_unique<AllParametersOf<Roots>>>>(
      [&](auto parameter) {
        using P = typename decltype(parameter)::type;
        Source<P>::describe(info);
        add_state(states, static_cast<std::remove_cvref_t<P>*>(nullptr));
      });
  mp::mp_for_each<DependenciesOf<Roots>>([&](auto dependency) {
    constexpr auto scheme = decltype(dependency)::value;
    if constexpr (DependencyTraits<scheme>::is_scheme) {
      auto described = scheme.describe();
      using Needed = typename ScopesOn<scheme, Roots>::type;
      described.scopes.assign(Needed::words.begin(), Needed::words.end());
      add_security(info, std::move(described));
    }
  });
}

/// Makes the route of a function. `Guards` are dependencies that run before the function's own dependencies.
template <auto Function, auto... Guards>
Route make_route(std::string method, std::string path, OperationOptions options) {
  using Roots = RootsOf<Function, Guards...>;
  using Parameters = AllParametersOf<Roots>;
  static_assert(mp::mp_count_if<Parameters, IsBody>::value <= 1,
                "gatehouse: a request has one body: name one Json<T>, Form<T>, Patch<T>, RawBody "
                "or BodyStream in a handler and its dependencies");
  static_assert(
      !mp::mp_contains<ParametersOf<Function>, SecurityScopes>::value,
      "gatehouse: SecurityScopes is what a dependency takes, whose uses name scopes; a handler has none");
  static_assert(mp::mp_all_of<Parameters, HasItsScopesSeen>::value,
                "gatehouse: nobody would check the scopes of this Security<f, ...>: f, or a dependency of "
                "it, is to take "
                "SecurityScopes");
  Route route;
  route.run = &run_operation<Function, Guards...>;
  auto& info = route.info;
  info.method = std::move(method);
  info.path = std::move(path);
  info.function_name = function_name<Function>();
  using Return = ReturnOf<Function>;
  info.status = options.status != 0 ? options.status : Answering<Return>::status;
  info.options = std::move(options);
  describe_roots<Roots>(info, route.states);
  Answering<Return>::describe(info.answers, info.status);
  return route;
}

}  // namespace gatehouse::web::detail
