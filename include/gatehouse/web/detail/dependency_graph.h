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
#include "gatehouse/web/detail/source.h"

namespace gatehouse::web::detail {

namespace mp = boost::mp11;

/// A dependency as a type, so that lists can hold it.
template <auto D>
struct Dependency {
  static constexpr auto value = D;
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

/// Adds to `Found` what `Parameters` depend on, depth first.
template <class Parameters, class Found>
struct Collect;

template <class Found>
struct Collect<mp::mp_list<>, Found> {
  using type = Found;
};
template <class P, class... Rest, class Found>
struct Collect<mp::mp_list<P, Rest...>, Found> : Collect<mp::mp_list<Rest...>, Found> {};

template <auto D, class... Rest, class Found>
struct Collect<mp::mp_list<Depends<D>, Rest...>, Found> {
  using Inner = typename Collect<typename DependencyTraits<D>::Parameters, Found>::type;
  using WithThis =
      mp::mp_if<mp::mp_contains<Inner, Dependency<D>>, Inner, mp::mp_push_back<Inner, Dependency<D>>>;
  using type = typename Collect<mp::mp_list<Rest...>, WithThis>::type;
};

/// What a request to a function asks for: the guards before it, then its own parameters.
template <auto Function, auto... Guards>
using RootsOf = mp::mp_append<mp::mp_list<Depends<Guards>...>, ParametersOf<Function>>;

/// All dependencies of these parameters, in the order in which they run.
template <class Roots>
using DependenciesOf = typename Collect<Roots, mp::mp_list<>>::type;

/// The values of a request's dependencies as they come in.
template <class Dependencies>
class Slots;

template <class... D>
class Slots<mp::mp_list<D...>> {
 public:
  template <auto Wanted>
  auto& get() noexcept {
    return std::get<mp::mp_find<mp::mp_list<D...>, Dependency<Wanted>>::value>(values_);
  }

 private:
  std::tuple<std::optional<typename DependencyTraits<D::value>::Value>...> values_;
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
