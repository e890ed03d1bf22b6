#pragma once
// SPDX-License-Identifier: Apache-2.0
// A member that is left out of an answer when it has no value.

#include <optional>
#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// Like std::optional, but an answer leaves the member out where std::optional writes null. Some standards
/// require this, such as OAuth.
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
  /// Returns whether a struct leaves out a member with this value.
  static bool is_omitted(const Omittable<T>& value) { return !value.has_value(); }
  /// Writes null if there is no value, because only a struct can leave a member out.
  static void encode(std::string& json, const Omittable<T>& value) {
    if (value) {
      Type<T>::encode(json, *value);
    } else {
      json += "null";
    }
  }
};

}  // namespace gatehouse::schema
