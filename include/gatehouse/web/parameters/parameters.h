#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parameter types of handlers. The type says where the value comes from; `*p` is the value.

#include <boost/mp11/list.hpp>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gatehouse/schema/fixed_string.h"
#include "gatehouse/web/detail/held.h"
#include "gatehouse/web/detail/scope_list.h"

namespace gatehouse::web {

namespace detail {

/// A parameter that refers to a value with at least the lifetime of the request.
template <class T>
class Pointed {
 public:
  explicit Pointed(T& value) : value_(&value) {}
  [[nodiscard]] T& operator*() const noexcept { return *value_; }
  [[nodiscard]] T* operator->() const noexcept { return value_; }

 private:
  T* value_;
};

template <auto Dependency>
inline constexpr bool is_dependency = false;

/// The parameters of a dependency and the type of its value.
template <auto Dependency>
struct DependencyTraits {
  static_assert(
      is_dependency<Dependency>,
      "gatehouse: Depends<...> takes a plain function by its name, or a security scheme such as "
      "OAuth2PasswordBearer, or an object whose struct has a single operator(), const and no template: no "
      "lambda, member function or other object");
  // These are never used. They prevent further compiler errors after the message above.
  using Parameters = boost::mp11::mp_list<>;
  using Value = int;
  static constexpr bool is_async = false;
  static constexpr bool is_scheme = true;
};

}  // namespace detail

/// The body of the request, read as JSON.
template <class T>
class Json : public detail::Held<T> {
  using detail::Held<T>::Held;
};

/// The body of the request, read as a form: application/x-www-form-urlencoded or multipart/form-data. An
/// empty value counts as absent.
template <class T>
class Form : public detail::Held<T> {
  using detail::Held<T>::Held;
};

/// A path parameter: `Path<"id", Uuid>` for the route "/users/{id}".
template <schema::FixedString Name, class T>
class Path : public detail::Held<T> {
  using detail::Held<T>::Held;
};

/// A query parameter: `Query<"page", Default<1>>`.
template <schema::FixedString Name, class T>
class Query : public detail::Held<T> {
  using detail::Held<T>::Held;
};

/// A header field, found by its name ignoring case: `Header<"User-Agent", std::optional<std::string>>`.
template <schema::FixedString Name, class T>
class Header : public detail::Held<T> {
  using detail::Held<T>::Held;
};

/// A cookie (RFC 6265).
template <schema::FixedString Name, class T>
class Cookie : public detail::Held<T> {
  using detail::Held<T>::Held;
};

/// The object of type T given to `App::state`. It is shared by all threads, so T must be thread-safe.
template <class T>
class State : public detail::Pointed<T> {
  using detail::Pointed<T>::Pointed;
};

/// How often a dependency runs.
enum class Reuse {
  in_request,  ///< once for each request, however many parameters use it
  never        ///< once for each parameter that uses it
};
/// Like FastAPI's `use_cache=False`: `Depends<new_number, fresh>`.
inline constexpr auto fresh = Reuse::never;

/// The value of a dependency: a function, whose own parameters are resolved in the same way, or a security
/// scheme. It runs before the handler, once for each request, however many parameters use it. An exception
/// from it becomes the answer. Its value lives until the answer has been made. Its destructor cleans up;
/// return a `Resource` if cleaning up must be awaited or depends on the outcome.
///
/// A constant object whose struct has one `operator() const` is a function with settings:
///
///     struct Paging {
///       int most;
///       Page operator()(Query<"size", Default<10>> size) const { return {std::min(most, *size)}; }
///     };
///     Books list_books(Depends<Paging{.most = 50}> page);
template <auto Dependency, Reuse How = Reuse::in_request>
class Depends : public detail::Pointed<typename detail::DependencyTraits<Dependency>::Value> {
  using detail::Pointed<typename detail::DependencyTraits<Dependency>::Value>::Pointed;
};

/// Like `Depends`, but the user or client also needs scopes (RFC 6749 3.3), as with FastAPI's `Security`. The
/// document lists them. Each dependency below that takes `SecurityScopes` receives them and must refuse a
/// caller who lacks one.
///
///     awaitable<> delete_user(Path<"id", Uuid> id, Security<get_user, "admin"> caller);
template <auto Dependency, schema::FixedString... Scopes>
class Security : public detail::Pointed<typename detail::DependencyTraits<Dependency>::Value> {
  static_assert(sizeof...(Scopes) > 0,
                "gatehouse: Security<f, ...> names a scope or several; without, it is Depends<f>");
  static_assert(
      (... && detail::is_scope(Scopes.view())),
      "gatehouse: a scope is one word of visible ASCII characters without \" and \\ (RFC 6749 3.3)");
  using detail::Pointed<typename detail::DependencyTraits<Dependency>::Value>::Pointed;
};

}  // namespace gatehouse::web
