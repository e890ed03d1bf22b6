#pragma once
// SPDX-License-Identifier: Apache-2.0
// A set of an enum's values, in the enum's order.

#include <bit>
#include <cstdint>
#include <vector>

namespace gatehouse {

/// Some values of an enum that has at most 32, numbered from 0. A number, so filling it costs nothing.
template <class E>
class EnumSet {
 public:
  /// Adds a value.
  constexpr void add(E value) noexcept { bits_ |= bit(value); }
  /// Adds a value if `is_so`.
  constexpr void add_if(bool is_so, E value) noexcept {
    if (is_so) add(value);
  }
  /// Adds all that the other has.
  constexpr void add_all(EnumSet other) noexcept { bits_ |= other.bits_; }

  /// Whether it has none.
  [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
  /// Whether it has this one.
  [[nodiscard]] constexpr bool contains(E value) const noexcept { return (bits_ & bit(value)) != 0; }
  /// The one that the enum names first. Precondition: the set is not empty.
  [[nodiscard]] constexpr E first() const noexcept { return static_cast<E>(std::countr_zero(bits_)); }

  /// All of them, in the enum's order.
  [[nodiscard]] std::vector<E> list() const {
    std::vector<E> values;
    for (auto left = *this; !left.empty(); left.bits_ &= left.bits_ - 1) values.push_back(left.first());
    return values;
  }

  /// Whether both have the same.
  bool operator==(const EnumSet&) const = default;

 private:
  static constexpr std::uint32_t bit(E value) noexcept {
    return std::uint32_t{1} << static_cast<std::uint32_t>(value);
  }

  std::uint32_t bits_ = 0;
};

}  // namespace gatehouse
