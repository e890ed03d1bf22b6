#pragma once
// SPDX-License-Identifier: Apache-2.0
// Numbers within limits, open or closed, of any arithmetic type.

#include <concepts>
#include <limits>
#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// What a number has to keep; the names are pydantic's. NaN is never within limits.
struct Limits {
  double gt = -std::numeric_limits<double>::infinity();  ///< greater than
  double ge = -std::numeric_limits<double>::infinity();  ///< greater than or equal to
  double lt = std::numeric_limits<double>::infinity();   ///< less than
  double le = std::numeric_limits<double>::infinity();   ///< less than or equal to
  double multiple_of = 0;                                ///< 0: of nothing in particular
};

/// A number that keeps its limits: `Limited<double, Limits{.gt = 0, .le = 100}>`.
/// For integers with closed limits there is the shorter Number<min, max>.
template <class T, Limits Kept>
struct Limited {
  T value{};  ///< what was read
  /// The number.
  // NOLINTNEXTLINE(google-explicit-constructor): a number with a promise kept where it came in.
  operator T() const noexcept { return value; }
};

namespace detail {
/// Reports the first limit that `value` does not keep.
bool check_limits(double value, const Limits& limits, Reporter& reporter);
void note_limits(TypeInfo& info, const Limits& limits);
}  // namespace detail

template <class T, Limits Kept>
requires(std::integral<T> || std::floating_point<T>) struct Type<Limited<T, Kept>> {
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
