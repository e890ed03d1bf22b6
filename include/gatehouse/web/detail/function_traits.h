#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the compiler knows of a handler: its name, its parameters, what it returns.

#include <boost/mp11/list.hpp>
#include <string_view>
#include <type_traits>

#include "gatehouse/base/async.h"

namespace gatehouse::web::detail {

template <class F>
inline constexpr bool is_signature = false;

template <class F>
struct Signature {
  static_assert(
      is_signature<F>,
      "gatehouse: a handler or a dependency is a plain function, given by its name: no lambda, member "
      "function or object");
  // Never used; they keep the message above the only one.
  using Result = void;
  using Parameters = boost::mp11::mp_list<>;
};

template <class R, class... P>
struct Signature<R (*)(P...)> {
  using Result = R;
  using Parameters = boost::mp11::mp_list<P...>;
};
template <class R, class... P>
struct Signature<R (*)(P...) noexcept> : Signature<R (*)(P...)> {};

template <class T>
struct Awaited {
  using type = T;
  static constexpr bool is_async = false;
};
template <class T>
struct Awaited<awaitable<T>> {
  using type = T;
  static constexpr bool is_async = true;
};

template <auto Function>
using ParametersOf = typename Signature<decltype(Function)>::Parameters;
template <auto Function>
using ReturnOf = typename Awaited<typename Signature<decltype(Function)>::Result>::type;
template <auto Function>
inline constexpr bool is_async = Awaited<typename Signature<decltype(Function)>::Result>::is_async;

template <auto Function>
inline constexpr bool is_function = std::is_function_v<std::remove_pointer_t<decltype(Function)>>;

/// The function's name without namespaces, as the compiler spells it.
template <auto Function>
constexpr std::string_view function_name() {
#if defined(__clang__)
  constexpr std::string_view head = "[Function = ", text = __PRETTY_FUNCTION__;
  constexpr std::string_view tail = "]";
#else
  constexpr std::string_view head = "[with auto Function = ", text = __PRETTY_FUNCTION__;
  constexpr std::string_view tail = ";]";
#endif
  constexpr auto start = text.find(head) + head.size();
  constexpr auto length = text.find_first_of(tail, start) - start;
  constexpr auto full = text.substr(start, length);
  constexpr auto colons = full.rfind("::");
  constexpr auto name = colons == std::string_view::npos ? full : full.substr(colons + 2);
  return name.starts_with('&') ? name.substr(1) : name;
}

}  // namespace gatehouse::web::detail
