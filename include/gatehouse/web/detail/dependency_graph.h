#pragma once
// SPDX-License-Identifier: Apache-2.0
// A handler's dependencies, found at compile time: each once, every one after those it needs itself.

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

/// A dependency as a type, so that lists can hold it; once for each set of scopes that it is to see.
template <auto D, class Needed = NoScopes>
struct Dependency {
  static constexpr auto value = D;
  using Scopes = Needed;
};

/// `void` has no values; a guard that only lets pass gives this one.
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

/// How a parameter uses a dependency: which, and what scopes are needed there if `Above` are needed by
/// whoever has it.
template <class P>
struct Use {
  static constexpr bool is_use = false;
};
template <auto D>
struct Use<Depends<D>> {
  static constexpr bool is_use = true;
  static constexpr auto value = D;
  template <class Above>
  using Scopes = Above;
};
template <auto D, schema::FixedString... S>
struct Use<Security<D, S...>> {
  static constexpr bool is_use = true;
  static constexpr auto value = D;
  template <class Above>
  using Scopes = UnionOf<Above, ScopeList<Scope<S>...>>;
};

/// Whether a dependency, or one that it leads to, takes SecurityScopes.
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

/// The dependency that a parameter uses. Those that see no scopes are one, whatever is needed above them.
template <class P, class Above>
using UsedBy =
    Dependency<Use<P>::value, std::conditional_t<SeesScopes<Use<P>::value>::value,
                                                 typename Use<P>::template Scopes<Above>, NoScopes>>;

/// Adds to `Found` what `Parameters` depend on, depth first; `Above`: the scopes that lead here.
template <class Parameters, class Above, class Found>
struct Collect;

template <class Above, class Found>
struct Collect<mp::mp_list<>, Above, Found> {
  using type = Found;
};
template <class P, class... Rest, class Above, class Found>
struct Collect<mp::mp_list<P, Rest...>, Above, Found> : Collect<mp::mp_list<Rest...>, Above, Found> {};

template <class P, class... Rest, class Above, class Found>
requires(Use<P>::is_use) struct Collect<mp::mp_list<P, Rest...>, Above, Found> {
  using This = UsedBy<P, Above>;
  using Inner = typename Collect<typename DependencyTraits<This::value>::Parameters, typename This::Scopes,
                                 Found>::type;
  using WithThis = mp::mp_if<mp::mp_contains<Inner, This>, Inner, mp::mp_push_back<Inner, This>>;
  using type = typename Collect<mp::mp_list<Rest...>, Above, WithThis>::type;
};

/// What a request to a function asks for: the guards before it, then its own parameters.
template <auto Function, auto... Guards>
using RootsOf = mp::mp_append<mp::mp_list<Depends<Guards>...>, ParametersOf<Function>>;

/// All dependencies of these parameters, in the order in which they run.
template <class Roots>
using DependenciesOf = typename Collect<Roots, NoScopes, mp::mp_list<>>::type;

/// The values of a request's dependencies as they come in.
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
  std::tuple<std::optional<typename DependencyTraits<D::value>::Value>...> values_;
};

/// The slots as the parameters of one function see them, and the scopes needed there.
template <class Slots, class Above>
class SlotsBelow {
 public:
  using Scopes = Above;
  explicit SlotsBelow(Slots& slots) noexcept : slots_(slots) {}
  /// The value that a parameter, a Depends or a Security, uses.
  template <class P>
  auto& used_by() const noexcept {
    return slots_.template get<UsedBy<P, Above>>();
  }

 private:
  Slots& slots_;
};

/// All scopes needed on any way from these parameters to a security scheme, for the document.
template <auto Scheme, class Parameters, class Above = NoScopes>
struct ScopesOn;

template <auto Scheme, class P, class Above>
struct ScopesThrough {
  using type = NoScopes;
};
template <auto Scheme, class P, class Above>
requires(Use<P>::is_use) struct ScopesThrough<Scheme, P, Above> {
  using Here = typename Use<P>::template Scopes<Above>;
  using type = typename mp::mp_if_c<
      std::is_same_v<Dependency<Use<P>::value>, Dependency<Scheme>>, mp::mp_identity<Here>,
      ScopesOn<Scheme, typename DependencyTraits<Use<P>::value>::Parameters, Here>>::type;
};

template <auto Scheme, class... P, class Above>
struct ScopesOn<Scheme, mp::mp_list<P...>, Above> {
  using type = mp::mp_fold<mp::mp_list<typename ScopesThrough<Scheme, P, Above>::type...>, NoScopes, UnionOf>;
};

/// These parameters and those of all their dependencies.
template <class Roots>
struct AllParameters {
  template <class D>
  using Of = typename DependencyTraits<D::value>::Parameters;
  using type = mp::mp_append<mp::mp_flatten<mp::mp_transform<Of, DependenciesOf<Roots>>>, Roots>;
};
template <class Roots>
using AllParametersOf = typename AllParameters<Roots>::type;

}  // namespace gatehouse::web::detail
