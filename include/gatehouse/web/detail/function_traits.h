#pragma once
// SPDX-License-Identifier: Apache-2.0
// Properties of a handler, which is a function or a function object: its name, parameters and result.

#include <boost/mp11/list.hpp>
#include <string_view>
#include <type_traits>

#include "gatehouse/base/async.h"
#include "gatehouse/schema/described.h"
#include "gatehouse/web/parameters/soon.h"

namespace gatehouse::web::detail {

template <class F>
inline constexpr bool is_signature = false;

template <class F>
struct Signature {
  static_assert(
      is_signature<F>,
      "gatehouse: a handler or a dependency is a plain function, given by its name: no lambda, member "
      "function or object, save one whose struct has a single operator(), const and no template");
  // These are never used. They prevent further compiler errors after the message above.
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

template <class F>
struct MemberSignature {
  static constexpr bool is_const = false;
};
template <class R, class T, class... P>
struct MemberSignature<R (T::*)(P...) const> : Signature<R (*)(P...)> {
  static constexpr bool is_const = true;
};
template <class R, class T, class... P>
struct MemberSignature<R (T::*)(P...) const noexcept> : MemberSignature<R (T::*)(P...) const> {};

/// Whether T is the type of a lambda. A lambda has no name for the document, and each use of it in a template
/// argument is another type.
template <class T>
constexpr bool is_lambda() {
  constexpr auto name = schema::detail::type_name<T>();
  return name.find("<lambda") != std::string_view::npos || name.find("(lambda at") != std::string_view::npos;
}

/// Whether objects of type T can be called like a function. Their members are settings and part of
/// the template argument.
template <class T>
concept FunctionObject = std::is_class_v<T> && requires { &T::operator(); } &&
                         MemberSignature<decltype(&T::operator())>::is_const && !is_lambda<T>();

template <class T>
  requires FunctionObject<std::remove_cv_t<T>>
struct Signature<T> : MemberSignature<decltype(&std::remove_cv_t<T>::operator())> {};

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
template <class T>
struct Awaited<Soon<T>> : Awaited<awaitable<T>> {};

template <auto Function>
using ParametersOf = typename Signature<decltype(Function)>::Parameters;
template <auto Function>
using ReturnOf = typename Awaited<typename Signature<decltype(Function)>::Result>::type;
template <auto Function>
inline constexpr bool is_async = Awaited<typename Signature<decltype(Function)>::Result>::is_async;

template <auto Function>
inline constexpr bool is_function = std::is_function_v<std::remove_pointer_t<decltype(Function)>> ||
                                    FunctionObject<std::remove_cv_t<decltype(Function)>>;

/// Returns the name without namespaces.
constexpr std::string_view last_name(std::string_view full) {
  const auto colons = full.rfind("::");
  return colons == std::string_view::npos ? full : full.substr(colons + 2);
}

/// Returns the name of the function without namespaces, as the compiler spells it; for an object, the name
/// of its type.
template <auto Function>
  requires(!std::is_class_v<decltype(Function)>)
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
  constexpr auto name = last_name(text.substr(start, length));
  return name.starts_with('&') ? name.substr(1) : name;
}
template <auto Object>
  requires(std::is_class_v<decltype(Object)>)
constexpr std::string_view function_name() {
  constexpr auto full = schema::detail::type_name<std::remove_cv_t<decltype(Object)>>();
  return last_name(full.substr(0, full.find('<')));
}

}  // namespace gatehouse::web::detail
