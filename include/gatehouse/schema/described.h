#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads, writes and describes structs member by member with Boost.Describe.

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "gatehouse/schema/fields.h"
#include "gatehouse/schema/type.h"
#include "gatehouse/schema/type_names.h"

namespace gatehouse::schema {

/// A struct described with BOOST_DESCRIBE_STRUCT.
template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

namespace detail {

template <class T>
using MembersOf =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

/// Returns the Field that `fields` gives for a member of T or of one of its bases.
template <class T>
constexpr Field find_field(std::string_view name) {
  for (const auto& field : fields<T>) {
    if (field.name == name) return field;
  }
  Field found{name};
  if constexpr (boost::describe::has_describe_bases<T>::value) {
    boost::mp11::mp_for_each<boost::describe::describe_bases<T, boost::describe::mod_any_access>>(
        [&](auto base) { found = find_field<typename decltype(base)::type>(name); });
  }
  return found;
}

constexpr std::string_view outside_name(const Field& field) {
  return field.alias.empty() ? field.name : field.alias;
}

/// Returns whether every name in `fields<T>` is a member of T.
template <class T>
constexpr bool are_members() {
  for (const auto& field : fields<T>) {
    bool is_there = false;
    boost::mp11::mp_for_each<MembersOf<T>>(
        [&](auto member) { is_there = is_there || field.name == member.name; });
    if (!is_there) return false;
  }
  return true;
}

/// Returns whether no alias in `fields<T>` needs an escape in JSON.
template <class T>
constexpr bool are_plain_names() {
  for (const auto& field : fields<T>) {
    for (const char c : field.alias) {
      if (c < ' ' || c == '"' || c == '\\') return false;
    }
  }
  return true;
}

/// Reports each member of `object` that `type` does not have.
void refuse_unknown(const Node& object, const TypeInfo& type, Reporter& reporter);
/// Reports a value that is neither an object nor null. Returns false.
bool report_not_object(Reporter& reporter);

template <class T>
inline constexpr bool is_std_optional = false;
template <class T>
inline constexpr bool is_std_optional<std::optional<T>> = true;

}  // namespace detail

template <class T>
  requires std::is_class_v<T>
struct Type<T> {
  static_assert(
      Described<T>,
      "gatehouse: describe this struct with BOOST_DESCRIBE_STRUCT(T, (), (its, members)) after it, "
      "so that it can be read from and written to JSON; or specialise gatehouse::schema::Type<T> if "
      "it is not yours");

  static_assert(detail::are_members<T>(), "gatehouse: schema::fields<T> names a member that T does not have");
  static_assert(
      detail::are_plain_names<T>(),
      "gatehouse: an alias in schema::fields<T> has a quote, a backslash or a control character in it");

  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.kind = TypeInfo::Kind::object;
      detail::name_type<T>(made);
      made.title = struct_options<T>.title;
      made.description = struct_options<T>.description;
      made.example = struct_options<T>.example;
      made.refuses_unknown = struct_options<T>.refuses_unknown;
      made.reads_fields_only = true;
      boost::mp11::mp_for_each<Members>([&](auto member) {
        using M = TypeOf<decltype(member)>;
        constexpr auto field = detail::find_field<T>(member.name);
        FieldInfo told{detail::outside_name(field), &type_info<M>, !OptionalType<M> && !field.is_optional,
                       field.description};
        told.title = field.title;
        told.example = field.example;
        told.is_deprecated = field.is_deprecated;
        if constexpr (field.is_optional && requires(const M& m, std::string& j) { Type<M>::encode(j, m); }) {
          const T initial{};
          Type<M>::encode(told.default_json.emplace(), initial.*member.pointer);
        }
        made.fields.push_back(std::move(told));
      });
      return made;
    }();
    return info;
  }

  static bool decode(const Node& node, Reporter& reporter, T& out) {
    if (node.kind == Node::Kind::null) return detail::report_null(reporter);
    if (node.kind != Node::Kind::object) return detail::report_not_object(reporter);
    const auto before = reporter.count();
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using M = TypeOf<decltype(member)>;
      constexpr auto field = detail::find_field<T>(member.name);
      constexpr auto name = detail::outside_name(field);
      const auto step = reporter.enter(name);
      if (const auto* value = node.find(name)) {
        Type<M>::decode(*value, reporter, out.*member.pointer);
      } else if (!OptionalType<M> && !field.is_optional) {
        reporter.report("field required", "value_error.missing");
      }
    });
    if constexpr (struct_options<T>.refuses_unknown) detail::refuse_unknown(node, info(), reporter);
    if (reporter.count() != before) return false;
    if constexpr (!std::is_null_pointer_v<std::remove_cvref_t<decltype(struct_check<T>)>>) {
      std::string objection = struct_check<T>(out);
      if (!objection.empty()) {
        const auto step = reporter.enter("__root__");
        reporter.report(std::move(objection), "value_error");
        return false;
      }
    }
    return true;
  }

  static void encode(std::string& json, const T& value) {
    char before = '{';
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using M = TypeOf<decltype(member)>;
      constexpr auto field = detail::find_field<T>(member.name);
      if constexpr (requires { Type<M>::is_omitted(value.*member.pointer); }) {
        if (Type<M>::is_omitted(value.*member.pointer)) return;
      } else if constexpr (struct_options<T>.omits_empty && detail::is_std_optional<M>) {
        if (!(value.*member.pointer)) return;
      }
      json += std::exchange(before, ',');
      json += '"';
      json += detail::outside_name(field);
      json += "\":";
      static_assert(
          requires(const M& each) { Type<M>::encode(json, each); },
          "gatehouse: a member of this struct can be read but not answered: a Secret has no way out");
      Type<M>::encode(json, value.*member.pointer);
    });
    json += before == '{' ? "{}" : "}";
  }

 private:
  using Members = detail::MembersOf<T>;
  template <class Member>
  using TypeOf = std::remove_cvref_t<decltype(std::declval<T&>().*Member::pointer)>;
};

}  // namespace gatehouse::schema
