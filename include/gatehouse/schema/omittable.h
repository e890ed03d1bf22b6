#pragma once
// SPDX-License-Identifier: Apache-2.0
// A member that is not written where it has no value.

#include <optional>
#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// As std::optional, but an answer leaves the member out where std::optional writes null: for bodies whose
/// standard says so, such as OAuth's.
///
///     struct Answer { bool active = false; Omittable<std::string> scope; };  // {"active":false}
template <class T>
struct Omittable : std::optional<T> {
  using std::optional<T>::optional;
};

template <class T>
struct Type<Omittable<T>> {
  static constexpr bool is_optional = true;
  static const TypeInfo& info() { return Type<T>::info(); }
  static bool decode(const Node& node, Reporter& reporter, Omittable<T>& out) {
    return Type<T>::decode(node, reporter, out.emplace());
  }
  /// Whether a struct's member of this value is left out.
  static bool is_omitted(const Omittable<T>& value) { return !value.has_value(); }
  /// Outside of a struct there is nothing to leave out: null.
  static void encode(std::string& json, const Omittable<T>& value) {
    if (value) {
      Type<T>::encode(json, *value);
    } else {
      json += "null";
    }
  }
};

}  // namespace gatehouse::schema
