#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs an operation's dependencies in order, each with its arguments, before its handler.

#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/http/request.h"
#include "gatehouse/web/detail/dependency_graph.h"
#include "gatehouse/web/detail/request_context.h"
#include "gatehouse/web/parameters/soon.h"

namespace gatehouse::web::detail {

/// The replacement of a dependency (App::override).
template <class Value>
using Override = std::function<Value(const http::Request&)>;

template <class Parameters>
struct Arguments;

template <class... P>
struct Arguments<mp::mp_list<P...>> {
  using Tuple = std::tuple<std::optional<typename Source<P>::Argument>...>;

  /// Reads all arguments of `Function`, which is a Dependency or the Root. Arguments with a problem are
  /// missing. `First` is the index of its first parameter.
  template <class Function, std::size_t First = 0, class Slots>
  static Tuple read(RequestContext& context, Slots& slots) {
    return read_from<Function, First>(context, slots, std::index_sequence_for<P...>{});
  }
  static bool are_complete(const Tuple& arguments) {
    return std::apply([](const auto&... a) { return (... && a.has_value()); }, arguments);
  }

 private:
  template <class Function, std::size_t First, class Slots, std::size_t... I>
  static Tuple read_from([[maybe_unused]] RequestContext& context, [[maybe_unused]] Slots& slots,
                         std::index_sequence<I...>) {
    return Tuple{read_one<P, typename Function::Scopes, PlaceOf<P, Function, First + I>>(context, slots)...};
  }
  template <class Parameter, class Above, class Place, class Slots>
  static std::optional<typename Source<Parameter>::Argument> read_one(RequestContext& context, Slots& slots) {
    SlotsBelow<Slots, Above, Place> below{slots};
    return Source<Parameter>::read(context, below);
  }
};

template <auto Function, class Tuple>
auto call(Tuple& arguments) {
  return std::apply([](auto&... a) { return Function(std::move(*a)...); }, arguments);
}

/// Calls a function that returns no awaitable. A `void` result becomes a value.
template <auto Function, class Tuple>
auto call_sync(Tuple& arguments) -> ValueOrNone<ReturnOf<Function>> {
  if constexpr (std::is_void_v<ReturnOf<Function>>) {
    call<Function>(arguments);
    return {};
  } else {
    return call<Function>(arguments);
  }
}

template <class Value>
const Override<Value>* find_override(const RequestContext& context, const char* key) {
  const auto& overrides = context.shared().overrides;
  if (overrides.empty()) return nullptr;
  const auto found = overrides.find(key);
  return found == overrides.end() ? nullptr : static_cast<const Override<Value>*>(found->second.get());
}

/// Whether these parameters of a function lead to dependency D, directly or through a dependency that
/// is not replaced.
template <class D, class Parameters, class Function = Root>
struct Needs;

template <class D, class... P, class Function>
struct Needs<D, mp::mp_list<P...>, Function> {
  static bool check(const RequestContext& context) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (... || through<P, I>(context));
    }(std::index_sequence_for<P...>{});
  }

 private:
  template <class Parameter, std::size_t I>
  static bool through([[maybe_unused]] const RequestContext& context) {
    if constexpr (!Use<Parameter>::is_use) {
      return false;
    } else if constexpr (std::is_same_v<UsedBy<Parameter, Function, I>, D>) {
      return true;
    } else {
      using E = UsedBy<Parameter, Function, I>;
      return !context.shared().overrides.contains(&dependency_key<E::value>) &&
             Needs<D, typename DependencyTraits<E::value>::Parameters, E>::check(context);
    }
  }
};

/// Its address identifies a dependency together with its scopes.
template <class D>
inline constexpr char slot_key = 0;

/// Uses the value that guards around the operation have made. Returns false if they have not made it.
template <class D, class Slot>
bool take_from_around([[maybe_unused]] const RequestContext& context, [[maybe_unused]] Slot& slot) {
  if constexpr (D::is_shared) {
    const auto* around = context.match().around;
    if (around == nullptr) return false;
    const auto known = around->find(&slot_key<D>);
    if (!known) return false;
    slot.point_to(static_cast<typename DependencyTraits<D::value>::Value*>(*known));
    return true;
  } else {
    return false;
  }
}

/// The type that awaiting a dependency returns; void if it is never awaited.
template <class D>
struct AwaitedBy {
  using type = void;
};
template <class D>
  requires(DependencyTraits<D::value>::is_async)
struct AwaitedBy<D> {
  using type = ReturnOf<D::value>;
};
template <class D>
using Running = awaitable<typename AwaitedBy<D>::type>;

/// Stores the value of an async dependency if it is available, otherwise returns the coroutine to await.
template <class Value, class Slot>
std::optional<awaitable<Value>> begin(awaitable<Value> running, Slot&) {
  return running;
}
template <class Value, class Slot>
std::optional<awaitable<Value>> begin(Soon<Value> soon, Slot& slot) {
  auto* const value = soon.ready();
  if (value == nullptr) return std::move(soon).coming();
  slot.emplace(std::move(*value));
  return std::nullopt;
}

/// Fills the slot, unless a problem is noted. If the dependency must be awaited for that,
/// returns the coroutine.
template <class Roots, class D, class Slots>
std::optional<Running<D>> resolve(RequestContext& context, Slots& slots) {
  using Traits = DependencyTraits<D::value>;
  using Value = typename Traits::Value;
  auto& slot = slots.template get<D>();
  // A dependency that only replaced dependencies use does not run.
  if (!context.shared().overrides.empty() && !Needs<D, Roots>::check(context)) return std::nullopt;
  if (take_from_around<D>(context, slot)) return std::nullopt;
  if (const auto* replacement = find_override<Value>(context, &dependency_key<D::value>)) {
    slot.emplace((*replacement)(context.request()));
    return std::nullopt;
  }
  if constexpr (Traits::is_scheme) {
    slot.emplace(D::value.resolve(context.request()));
    return std::nullopt;
  } else {
    using Wanted = Arguments<typename Traits::Parameters>;
    auto arguments = Wanted::template read<D>(context, slots);
    if (!Wanted::are_complete(arguments)) return std::nullopt;
    if constexpr (Traits::is_async) {
      return begin(call<D::value>(arguments), slot);
    } else {
      slot.emplace(call_sync<D::value>(arguments));
      return std::nullopt;
    }
  }
}

/// Awaits dependency number I, then runs those after it. Only dependencies that must be awaited need
/// a coroutine frame.
template <class Roots, std::size_t I, class Slots>
awaitable<> resolve_from(RequestContext& context, Slots& slots,
                         Running<mp::mp_at_c<DependenciesOf<Roots>, I>> running);

template <class Roots, std::size_t I, class Slots>
std::optional<awaitable<>> start_from(RequestContext& context, Slots& slots) {
  using Dependencies = DependenciesOf<Roots>;
  if constexpr (I == mp::mp_size<Dependencies>::value) {
    return std::nullopt;
  } else {
    using D = mp::mp_at_c<Dependencies, I>;
    auto running = resolve<Roots, D>(context, slots);
    if constexpr (DependencyTraits<D::value>::is_async) {
      if (running) return resolve_from<Roots, I>(context, slots, std::move(*running));
    }
    return start_from<Roots, I + 1>(context, slots);
  }
}

template <class Roots, std::size_t I, class Slots>
awaitable<> resolve_from(RequestContext& context, Slots& slots,
                         Running<mp::mp_at_c<DependenciesOf<Roots>, I>> running) {
  using D = mp::mp_at_c<DependenciesOf<Roots>, I>;
  auto& slot = slots.template get<D>();
  if constexpr (std::is_void_v<typename AwaitedBy<D>::type>) {
    co_await std::move(running);
    slot.emplace();
  } else {
    auto value = co_await std::move(running);
    slot.emplace(std::move(value));
  }
  auto rest = start_from<Roots, I + 1>(context, slots);
  if (rest) co_await std::move(*rest);
}

}  // namespace gatehouse::web::detail
