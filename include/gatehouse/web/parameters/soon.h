#pragma once
// SPDX-License-Identifier: Apache-2.0
// The result of a dependency that usually has its value without waiting.

#include <type_traits>
#include <utility>
#include <variant>

#include "gatehouse/base/async.h"

namespace gatehouse::web {

/// A value, or a coroutine that will produce it, like .NET's ValueTask. A dependency that finds most of its
/// values in a cache returns a Soon, so that no coroutine is needed for those:
///
///     Soon<User> get_user(Depends<bearer> token, State<Users> users) {
///       if (auto user = users->find_cached(*token)) return std::move(*user);
///       return users->ask_database(*token);  // awaitable<User>
///     }
///
/// The function that returns a Soon is not a coroutine. What it passes to a coroutine by reference must
/// outlive that coroutine.
template <class T>
class Soon {
  static_assert(!std::is_void_v<T> && !std::is_reference_v<T>, "gatehouse: Soon<T> is of values");

 public:
  /// Holds the value.
  Soon(T&& value)
      : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor): so that it is returned
  /// Holds the value.
  Soon(const T& value) : state_(value) {}  // NOLINT(google-explicit-constructor): likewise
  /// Holds the coroutine that will produce the value.
  Soon(awaitable<T> coming) : state_(std::move(coming)) {}  // NOLINT(google-explicit-constructor): likewise

  /// Returns the value if it is available, otherwise null.
  [[nodiscard]] T* ready() noexcept { return std::get_if<T>(&state_); }
  /// Returns the coroutine to await if the value is not available. Throws std::bad_variant_access if it is.
  [[nodiscard]] awaitable<T> coming() && { return std::get<awaitable<T>>(std::move(state_)); }

 private:
  std::variant<T, awaitable<T>> state_;
};

}  // namespace gatehouse::web
