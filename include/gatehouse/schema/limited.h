#pragma once
// SPDX-License-Identifier: Apache-2.0
// A number of any arithmetic type with inclusive or exclusive limits.

#include <concepts>
#include <limits>
#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Limits of a number. The names are those of pydantic. NaN is never within the limits.
struct Limits {
  double gt = -std::numeric_limits<double>::infinity();  ///< greater than
  double ge = -std::numeric_limits<double>::infinity();  ///< greater than or equal to
  double lt = std::numeric_limits<double>::infinity();   ///< less than
  double le = std::numeric_limits<double>::infinity();   ///< less than or equal to
  double multiple_of = 0;  ///< the number must be a multiple of this; 0: no such limit
};

/// A number within the limits: `Limited<double, Limits{.gt = 0, .le = 100}>`. Number<min, max> is a shorter
/// form for integers with inclusive limits.
template <class T, Limits Kept>
struct Limited {
  T value{};
  // NOLINTNEXTLINE(google-explicit-constructor): a number whose limits were checked when it was read.
  operator T() const noexcept { return value; }
};

namespace detail {
/// Reports the first limit that `value` violates.
bool check_limits(double value, const Limits& limits, Reporter& reporter);
void note_limits(TypeInfo& info, const Limits& limits);
}  // namespace detail

template <class T, Limits Kept>
  requires(std::integral<T> || std::floating_point<T>)
struct Type<Limited<T, Kept>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<T>::info();
      made.minimum.reset();
      made.maximum.reset();
      detail::note_limits(made, Kept);
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Limited<T, Kept>& out) {
    return Type<T>::decode(node, reporter, out.value) &&
           detail::check_limits(static_cast<double>(out.value), Kept, reporter);
  }
  static void encode(std::string& json, T value) { Type<T>::encode(json, value); }
};

}  // namespace gatehouse::schema
