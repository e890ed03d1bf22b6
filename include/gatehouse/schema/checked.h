#pragma once
// SPDX-License-Identifier: Apache-2.0
// A field type that adds a check function of the application to another type.

#include <string>
#include <type_traits>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// A value of type T that has passed `Check`, a function `std::string (const T&)`. An empty result accepts
/// the value; any other result becomes the message of the reported problem.
///
///     std::string check_even(const int& n) { return n % 2 == 0 ? "" : "must be even"; }
///     struct Pair { web::Checked<int, check_even> count; };
template <class T, auto Check>
struct Checked {
  T value{};
  // NOLINTNEXTLINE(google-explicit-constructor): a T whose value was checked when it was read.
  operator const T&() const noexcept { return value; }
};

template <class T, auto Check>
struct Type<Checked<T, Check>> {
  static_assert(std::is_invocable_r_v<std::string, decltype(Check), const T&>,
                "gatehouse: the check of Checked<T, check> is a function: std::string check(const T&)");

  static const TypeInfo& info() { return Type<T>::info(); }
  static bool decode(const Node& node, Reporter& reporter, Checked<T, Check>& out) {
    if (!Type<T>::decode(node, reporter, out.value)) return false;
    std::string objection = Check(out.value);
    if (objection.empty()) return true;
    reporter.report(std::move(objection), "value_error");
    return false;
  }
  static void encode(std::string& json, const Checked<T, Check>& value) {
    Type<T>::encode(json, value.value);
  }
};

}  // namespace gatehouse::schema
