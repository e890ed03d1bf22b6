#pragma once
// SPDX-License-Identifier: Apache-2.0
// A set of values of an enumeration.

#include <bit>
#include <cstdint>
#include <vector>

namespace gatehouse {

/// A set of values of an enumeration with at most 32 values, numbered from 0. Stored as one integer.
template <class E>
class EnumSet {
 public:
  constexpr void add(E value) noexcept { bits_ |= bit(value); }
  /// Adds a value if `is_so` is true.
  constexpr void add_if(bool is_so, E value) noexcept {
    if (is_so) add(value);
  }
  /// Adds all values of `other`.
  constexpr void add_all(EnumSet other) noexcept { bits_ |= other.bits_; }

  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] constexpr bool contains(E value) const noexcept { return (bits_ & bit(value)) != 0; }
  /// Returns the value with the lowest number. The set must not be empty.
  [[nodiscard]] constexpr E first() const noexcept { return static_cast<E>(std::countr_zero(bits_)); }

  /// Returns all values in the order of the enumeration.
  [[nodiscard]] std::vector<E> list() const {
    std::vector<E> values;
    for (auto left = *this; !left.empty(); left.bits_ &= left.bits_ - 1) values.push_back(left.first());
    return values;
  }

  bool operator==(const EnumSet&) const = default;

 private:
  static constexpr std::uint32_t bit(E value) noexcept {
    return std::uint32_t{1} << static_cast<std::uint32_t>(value);
  }

  std::uint32_t bits_ = 0;
};

}  // namespace gatehouse
