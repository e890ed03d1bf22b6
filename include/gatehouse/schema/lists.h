#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lists with a limited number of elements, and sets.

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "gatehouse/schema/containers.h"

namespace gatehouse::schema {

/// A list of `Minimum` to `Maximum` elements. The limits are checked when it is read.
template <class T, std::size_t Minimum,
          std::size_t Maximum = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())>
struct List : std::vector<T> {
  static_assert(Minimum <= Maximum, "gatehouse: List<T, min, max> needs min <= max");
  using std::vector<T>::vector;
};

namespace detail {
bool check_items(std::size_t count, std::size_t minimum, std::size_t maximum, Reporter& reporter);
}  // namespace detail

template <class T, std::size_t Minimum, std::size_t Maximum>
struct Type<List<T, Minimum, Maximum>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::vector<T>>::info();
      if (Minimum > 0) made.minimum = static_cast<std::int64_t>(Minimum);
      if (Maximum < static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())) {
        made.maximum = static_cast<std::int64_t>(Maximum);
      }
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, List<T, Minimum, Maximum>& out) {
    // Checked before the elements are decoded, because a caller may send a very long list.
    const bool is_list = node.kind == Node::Kind::array || node.kind == Node::Kind::text;
    const auto count = node.kind == Node::Kind::text && node.items.empty() ? 1 : node.items.size();
    if (is_list && !detail::check_items(count, Minimum, Maximum, reporter)) return false;
    return Type<std::vector<T>>::decode(node, reporter, out);
  }
  static void encode(std::string& json, const std::vector<T>& values) {
    Type<std::vector<T>>::encode(json, values);
  }
};

/// A list in which duplicate values are merged.
template <class T>
struct Type<std::set<T>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<std::vector<T>>::info();
      made.is_unique = true;
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, std::set<T>& out) {
    if (node.kind != Node::Kind::array && node.kind != Node::Kind::text && node.kind != Node::Kind::null) {
      reporter.report("value is not a valid set", "type_error.set");
      return false;
    }
    std::vector<T> values;
    if (!Type<std::vector<T>>::decode(node, reporter, values)) return false;
    out = std::set<T>{std::make_move_iterator(values.begin()), std::make_move_iterator(values.end())};
    return true;
  }
  static void encode(std::string& json, const std::set<T>& values) {
    char before = '[';
    for (const auto& value : values) {
      json += std::exchange(before, ',');
      Type<T>::encode(json, value);
    }
    json += values.empty() ? "[]" : "]";
  }
};

}  // namespace gatehouse::schema
