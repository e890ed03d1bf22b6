#pragma once
// SPDX-License-Identifier: Apache-2.0
// Guards around operations that were compiled without them: those of an app or of an outer router.

#include <exception>
#include <utility>
#include <vector>

#include "gatehouse/web/detail/describe_operation.h"
#include "gatehouse/web/detail/run_operation.h"

namespace gatehouse::web::detail {

/// Runs guard number `guard` of a route, or the operation after the last guard.
awaitable<> run_route(Match match, const Route& route, std::size_t guard = 0);

/// Notes the value of a dependency, or null if it has none because there were problems. Does not note a
/// dependency that was not run because the only dependency that uses it was replaced.
template <class D, class Slots>
void leave_value(Surroundings& to, Slots& slots) {
  if constexpr (D::is_shared) {
    auto& slot = slots.template get<D>();
    if (slot) to.values.emplace_back(&slot_key<D>, &*slot);
    if (!slot && !to.problems.empty()) to.values.emplace_back(&slot_key<D>, nullptr);
  }
}

/// Runs the dependencies, then the inner guards and the operation, which use their values, then
/// closes the resources.
template <auto... Guards>
awaitable<> run_guards(Match match, const Route& route, std::size_t guard) {
  using Roots = mp::mp_list<Depends<Guards>...>;
  using Dependencies = DependenciesOf<Roots>;
  using Resources = mp::mp_reverse<mp::mp_filter<IsClosedAfterUse, Dependencies>>;
  RequestContext context{match};
  Slots<Dependencies> slots;
  Surroundings left;
  std::exception_ptr failure;
  try {
    if constexpr (mp::mp_any_of<AllParametersOf<Roots>, IsLoaded>::value) {
      auto loading = context.load_form();
      co_await std::move(loading);
    }
    auto dependencies = start_from<Roots, 0>(context, slots);
    if (dependencies) co_await std::move(*dependencies);
    left.outer = match.around;
    left.problems = std::move(context.problems);
    mp::mp_for_each<Dependencies>([&](auto dependency) { leave_value<decltype(dependency)>(left, slots); });
    match.around = &left;
    context.release();
    auto inside = run_route(std::move(match), route, guard + 1);
    co_await std::move(inside);
  } catch (...) {
    failure = std::current_exception();
  }
  if constexpr (!mp::mp_empty<Resources>::value) {
    auto closing = close_all(slots, failure, Resources{});
    co_await std::move(closing);
  }
  if (failure) std::rethrow_exception(failure);
}

/// A set of guards with what they add to the description of an operation.
struct Guarding {
  RunGuards run = nullptr;
  OperationInfo info;  ///< parameters, bodies and security only
  std::vector<NeededState> states;
};

template <auto... Guards>
Guarding make_guarding() {
  Guarding guarding;
  guarding.run = &run_guards<Guards...>;
  describe_roots<mp::mp_list<Depends<Guards>...>>(guarding.info, guarding.states);
  return guarding;
}

/// Puts guards around a route, outside of the guards that it already has.
void surround(Route& route, const Guarding& guarding);

}  // namespace gatehouse::web::detail
