#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads and writes types made of other types: optional values, lists, maps and enumerations.

#include <boost/describe/enum.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gatehouse/schema/type.h"
#include "gatehouse/schema/type_names.h"

namespace gatehouse::schema {

/// A value that may be absent or null.
template <class T>
struct Type<std::optional<T>> {
  static constexpr bool is_optional = true;
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made = Type<T>::info();
      made.is_nullable = true;
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, std::optional<T>& out) {
    if (node.kind == Node::Kind::null) {
      out.reset();
      return true;
    }
    return Type<T>::decode(node, reporter, out.emplace());
  }
  static void encode(std::string& json, const std::optional<T>& value) {
    if (value) {
      Type<T>::encode(json, *value);
    } else {
      json += "null";
    }
  }
};

/// A list. In a form or a query it holds all values of a repeated name.
template <class T>
struct Type<std::vector<T>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.kind = TypeInfo::Kind::array;
      made.element = &type_info<T>;
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, std::vector<T>& out) {
    if (node.kind == Node::Kind::null) return detail::report_null(reporter);
    const bool is_field =
        node.kind == Node::Kind::text || (node.kind == Node::Kind::file && node.held != nullptr);
    if (node.kind != Node::Kind::array && !is_field) {
      reporter.report("value is not a valid list", "type_error.list");
      return false;
    }
    const auto before = reporter.count();
    // A text or file that was sent once has no list of values in its node.
    const bool is_single = is_field && node.items.empty();
    const std::span<const Node> items = is_single ? std::span{&node, 1} : std::span{node.items};
    out.clear();
    out.reserve(items.size());
    for (const auto& item : items) {
      const auto step = reporter.enter(static_cast<std::int64_t>(out.size()));
      // Decodes into a separate variable, because std::vector<bool> has no references to decode into.
      T element{};
      Type<T>::decode(item, reporter, element);
      out.push_back(std::move(element));
    }
    return reporter.count() == before;
  }
  static void encode(std::string& json, const std::vector<T>& values) {
    json += '[';
    bool is_first = true;
    for (const auto& value : values) {
      if (!std::exchange(is_first, false)) json += ',';
      Type<T>::encode(json, value);
    }
    json += ']';
  }
};

/// An object with arbitrary member names.
template <class T>
struct Type<std::map<std::string, T>> {
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.kind = TypeInfo::Kind::object;
      made.element = &type_info<T>;
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, std::map<std::string, T>& out) {
    if (node.kind != Node::Kind::object) {
      if (node.kind == Node::Kind::null) return detail::report_null(reporter);
      reporter.report("value is not a valid dict", "type_error.dict");
      return false;
    }
    const auto before = reporter.count();
    out.clear();
    for (const auto& [name, value] : node.members) {
      const auto step = reporter.enter(name);
      Type<T>::decode(value, reporter, out[std::string{name}]);
    }
    return reporter.count() == before;
  }
  static void encode(std::string& json, const std::map<std::string, T>& values) {
    json += '{';
    bool is_first = true;
    for (const auto& [name, value] : values) {
      if (!std::exchange(is_first, false)) json += ',';
      write_json_string(json, name);
      json += ':';
      Type<T>::encode(json, value);
    }
    json += '}';
  }
};

/// An enumeration described with BOOST_DESCRIBE_ENUM. The names of its enumerators are its values in JSON.
template <class T>
  requires std::is_enum_v<T>
struct Type<T> {
  static_assert(
      boost::describe::has_describe_enumerators<T>::value,
      "gatehouse: describe this enumeration with BOOST_DESCRIBE_ENUM(E, a, b, ...), outside of it, so that "
      "its enumerators have names in JSON");
  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.kind = TypeInfo::Kind::string;
      detail::name_type<T>(made);
      boost::mp11::mp_for_each<Enumerators>([&](auto e) { made.choices.emplace_back(e.name); });
      return made;
    }();
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, T& out) {
    const auto text = detail::decode_characters(node, reporter);
    if (!text) return false;
    bool found = false;
    boost::mp11::mp_for_each<Enumerators>([&](auto e) {
      if (*text == e.name) {
        out = e.value;
        found = true;
      }
    });
    return found || detail::report_choice(info().choices, reporter);
  }
  static void encode(std::string& json, T value) {
    boost::mp11::mp_for_each<Enumerators>([&](auto e) {
      if (value == e.value) write_json_string(json, e.name);
    });
  }

 private:
  using Enumerators = boost::describe::describe_enumerators<T>;
};

}  // namespace gatehouse::schema
