#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a dependency gives that mostly knows its value at once.

#include <type_traits>
#include <utility>
#include <variant>

#include "gatehouse/base/async.h"

namespace gatehouse::web {

/// A value, or a coroutine that will have it (.NET's ValueTask). A dependency that finds most of its values
/// in a cache returns one, so that no coroutine runs for those:
///
///     Soon<User> get_user(Depends<bearer> token, State<Users> users) {
///       if (auto user = users->find_cached(*token)) return std::move(*user);
///       return users->ask_database(*token);  // awaitable<User>
///     }
///
/// It is itself no coroutine: what it hands to one must outlive it, or be given by value.
template <class T>
class Soon {
  static_assert(!std::is_void_v<T> && !std::is_reference_v<T>, "gatehouse: Soon<T> is of values");

 public:
  /// It is here.
  Soon(T&& value)
      : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor): so that it is returned
  /// It is here.
  Soon(const T& value) : state_(value) {}  // NOLINT(google-explicit-constructor): likewise
  /// It has to be waited for.
  Soon(awaitable<T> coming) : state_(std::move(coming)) {}  // NOLINT(google-explicit-constructor): likewise

  /// The value, if it is here; else null.
  [[nodiscard]] T* ready() noexcept { return std::get_if<T>(&state_); }
  /// What has to be awaited if it is not. Throws std::bad_variant_access if it is.
  [[nodiscard]] awaitable<T> coming() && { return std::get<awaitable<T>>(std::move(state_)); }

 private:
  std::variant<T, awaitable<T>> state_;
};

}  // namespace gatehouse::web
