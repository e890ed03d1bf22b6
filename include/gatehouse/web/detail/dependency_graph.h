#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds the dependencies of a handler at compile time and orders them by their own dependencies.

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <cstddef>
#include <optional>
#include <tuple>
#include <variant>

#include "gatehouse/web/detail/function_traits.h"
#include "gatehouse/web/detail/scope_list.h"
#include "gatehouse/web/detail/source.h"

namespace gatehouse::web::detail {

namespace mp = boost::mp11;

/// Where a value is used: anywhere, or only by parameter number I of a function.
struct Anywhere {};
template <class Function, std::size_t I>
struct ParameterAt {};

/// A dependency as a type, so that type lists can contain it. There is one such type for each set of scopes
/// that the dependency sees, and for each parameter that wants a fresh value.
template <auto D, class Needed = NoScopes, class UsedAt = Anywhere>
struct Dependency {
  static constexpr auto value = D;
  static constexpr bool is_shared = std::is_same_v<UsedAt, Anywhere>;
  using Scopes = Needed;
};

/// The operation itself, as the function whose parameters are examined.
struct Root {
  using Scopes = NoScopes;
};

/// Replaces `void`, which has no values: the value of a dependency that only checks the request.
template <class T>
using ValueOrNone = std::conditional_t<std::is_void_v<T>, std::monostate, std::remove_cvref_t<T>>;

template <auto D>
  requires is_function<D>
struct DependencyTraits<D> {
  using Parameters = ParametersOf<D>;
  using Value = ValueOrNone<ReturnOf<D>>;
  static constexpr bool is_async = detail::is_async<D>;
  static constexpr bool is_scheme = false;
};

template <auto D>
  requires SecurityScheme<std::remove_cv_t<decltype(D)>>
struct DependencyTraits<D> {
  using Parameters = mp::mp_list<>;
  using Value = typename std::remove_cv_t<decltype(D)>::Value;
  static constexpr bool is_async = false;
  static constexpr bool is_scheme = true;
};

/// How a parameter uses a dependency: which one, and the scopes needed there if `Above` are the scopes needed
/// by the function that has the parameter.
template <class P>
struct Use {
  static constexpr bool is_use = false;
  static constexpr bool is_fresh = false;
};
template <auto D, Reuse How>
struct Use<Depends<D, How>> {
  static constexpr bool is_use = true;
  static constexpr bool is_fresh = How == Reuse::never;
  static constexpr auto value = D;
  template <class Above>
  using Scopes = Above;
};
template <auto D, schema::FixedString... S>
struct Use<Security<D, S...>> {
  static constexpr bool is_use = true;
  static constexpr bool is_fresh = false;
  static constexpr auto value = D;
  template <class Above>
  using Scopes = UnionOf<Above, ScopeList<Scope<S>...>>;
};

/// Whether a dependency, or one of its own dependencies, takes SecurityScopes.
template <auto D>
struct SeesScopes;

template <class P>
constexpr bool leads_to_scopes() {
  if constexpr (Use<P>::is_use) {
    return SeesScopes<Use<P>::value>::value;
  } else {
    return std::is_same_v<P, SecurityScopes>;
  }
}

template <auto D>
struct SeesScopes {
  template <class P>
  using Leads = std::bool_constant<leads_to_scopes<P>()>;
  static constexpr bool value = mp::mp_any_of<typename DependencyTraits<D>::Parameters, Leads>::value;
};

/// Where the value for parameter I of a function or of the operation may be used.
template <class P, class Function, std::size_t I>
using PlaceOf = std::conditional_t<Use<P>::is_fresh, ParameterAt<Function, I>, Anywhere>;

/// The dependency that a parameter uses. A dependency that sees no scopes is the same for all
/// scopes above it.
template <class P, class Above, class Place>
using UsedAt = Dependency<
    Use<P>::value,
    std::conditional_t<SeesScopes<Use<P>::value>::value, typename Use<P>::template Scopes<Above>, NoScopes>,
    Place>;
template <class P, class Function, std::size_t I>
using UsedBy = UsedAt<P, typename Function::Scopes, PlaceOf<P, Function, I>>;

/// Adds to `Found` the dependencies of `Parameters`, depth first. These are parameters of `Function`,
/// beginning at number I.
template <class Parameters, class Function, std::size_t I, class Found>
struct Collect;

template <class Function, std::size_t I, class Found>
struct Collect<mp::mp_list<>, Function, I, Found> {
  using type = Found;
};
template <class P, class... Rest, class Function, std::size_t I, class Found>
struct Collect<mp::mp_list<P, Rest...>, Function, I, Found>
    : Collect<mp::mp_list<Rest...>, Function, I + 1, Found> {};

template <class P, class... Rest, class Function, std::size_t I, class Found>
  requires(Use<P>::is_use)
struct Collect<mp::mp_list<P, Rest...>, Function, I, Found> {
  using This = UsedBy<P, Function, I>;
  using Inner = typename Collect<typename DependencyTraits<This::value>::Parameters, This, 0, Found>::type;
  using WithThis = mp::mp_if<mp::mp_contains<Inner, This>, Inner, mp::mp_push_back<Inner, This>>;
  using type = typename Collect<mp::mp_list<Rest...>, Function, I + 1, WithThis>::type;
};

/// The parameters of a request to a function: the guards, then its own parameters.
template <auto Function, auto... Guards>
using RootsOf = mp::mp_append<mp::mp_list<Depends<Guards>...>, ParametersOf<Function>>;

/// All dependencies of these parameters, in the order in which they run.
template <class Roots>
using DependenciesOf = typename Collect<Roots, Root, 0, mp::mp_list<>>::type;

/// Refers to the value of a dependency: its own value, or that of a guard that ran before.
template <class Value>
class Slot {
 public:
  Slot() = default;
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  template <class... Arguments>
  void emplace(Arguments&&... arguments) {
    value_ = &own_.emplace(std::forward<Arguments>(arguments)...);
  }
  /// Uses a value that outlives this object.
  void point_to(Value* value) noexcept { value_ = value; }

  explicit operator bool() const noexcept { return value_ != nullptr; }
  Value& operator*() const noexcept { return *value_; }
  Value* operator->() const noexcept { return value_; }
  [[nodiscard]] bool is_own() const noexcept { return own_.has_value(); }

 private:
  std::optional<Value> own_;
  Value* value_ = nullptr;
};

/// The values of the dependencies of one request.
template <class Dependencies>
class Slots;

template <class... D>
class Slots<mp::mp_list<D...>> {
 public:
  template <class Wanted>
  auto& get() noexcept {
    return std::get<mp::mp_find<mp::mp_list<D...>, Wanted>::value>(values_);
  }

 private:
  std::tuple<Slot<typename DependencyTraits<D::value>::Value>...> values_;
};

/// The slots as seen by one parameter of a function, with the scopes that are needed there.
template <class Slots, class Above, class Place>
class SlotsBelow {
 public:
  using Scopes = Above;
  explicit SlotsBelow(Slots& slots) noexcept : slots_(slots) {}
  /// Returns the slot that a Depends or Security parameter uses.
  template <class P>
  auto& used_by() const noexcept {
    return slots_.template get<UsedAt<P, Above, Place>>();
  }

 private:
  Slots& slots_;
};

/// All scopes needed on any path from these parameters to a security scheme, for the document.
template <auto Scheme, class Parameters, class Above = NoScopes>
struct ScopesOn;

template <auto Scheme, class P, class Above>
struct ScopesThrough {
  using type = NoScopes;
};
template <auto Scheme, class P, class Above>
  requires(Use<P>::is_use)
struct ScopesThrough<Scheme, P, Above> {
  using Here = typename Use<P>::template Scopes<Above>;
  using type = typename mp::mp_if_c<
      std::is_same_v<Dependency<Use<P>::value>, Dependency<Scheme>>, mp::mp_identity<Here>,
      ScopesOn<Scheme, typename DependencyTraits<Use<P>::value>::Parameters, Here>>::type;
};

template <auto Scheme, class... P, class Above>
struct ScopesOn<Scheme, mp::mp_list<P...>, Above> {
  using type = mp::mp_fold<mp::mp_list<typename ScopesThrough<Scheme, P, Above>::type...>, NoScopes, UnionOf>;
};

/// These parameters and the parameters of all their dependencies.
template <class Roots>
struct AllParameters {
  template <class D>
  using Of = typename DependencyTraits<D::value>::Parameters;
  using type = mp::mp_append<mp::mp_flatten<mp::mp_transform<Of, DependenciesOf<Roots>>>, Roots>;
};
template <class Roots>
using AllParametersOf = typename AllParameters<Roots>::type;

}  // namespace gatehouse::web::detail
