#pragma once
// SPDX-License-Identifier: Apache-2.0
// Base class of parameters and answers that hold a value and are used like a pointer to it.

#include <utility>

namespace gatehouse::web::detail {

template <class T>
class Held {
 public:
  explicit Held(T value) : value_(std::move(value)) {}
  [[nodiscard]] T& operator*() noexcept { return value_; }
  [[nodiscard]] const T& operator*() const noexcept { return value_; }
  [[nodiscard]] T* operator->() noexcept { return &value_; }
  [[nodiscard]] const T* operator->() const noexcept { return &value_; }

 private:
  T value_;
};

}  // namespace gatehouse::web::detail
