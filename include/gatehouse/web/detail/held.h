#pragma once
// SPDX-License-Identifier: Apache-2.0
// What parameters and answers have in common: a value, reached as through a pointer.

#include <utility>

namespace gatehouse::web::detail {

/// Owns its value.
template <class T>
class Held {
 public:
  /// With this value.
  explicit Held(T value) : value_(std::move(value)) {}
  /// The value.
  [[nodiscard]] T& operator*() noexcept { return value_; }
  /// The value.
  [[nodiscard]] const T& operator*() const noexcept { return value_; }
  /// The value's members.
  [[nodiscard]] T* operator->() noexcept { return &value_; }
  /// The value's members.
  [[nodiscard]] const T* operator->() const noexcept { return &value_; }

 private:
  T value_;
};

}  // namespace gatehouse::web::detail
