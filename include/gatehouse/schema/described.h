#pragma once
// SPDX-License-Identifier: Apache-2.0
// Structs described with Boost.Describe: read, written and described member by member.

#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// A struct that BOOST_DESCRIBE_STRUCT knows.
template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

/// What the document says of one member.
struct FieldDescription {
  std::string_view field;
  std::string_view text;
};
using Descriptions = std::initializer_list<FieldDescription>;

/// What the document says of T's members. Specialise it for a struct of yours:
///
///     template <> inline const schema::Descriptions schema::descriptions<User>{{"email", "user's
///         address"}};
template <class T>
inline const Descriptions descriptions{};

namespace detail {

/// A type's name with its namespaces, as the compiler spells it.
template <class T>
constexpr std::string_view type_name() {
#if defined(__clang__)
  constexpr std::string_view head = "[T = ", text = __PRETTY_FUNCTION__;
  constexpr auto start = text.find(head) + head.size();
  return text.substr(start, text.size() - start - 1);
#else
  constexpr std::string_view head = "[with T = ", text = __PRETTY_FUNCTION__;
  constexpr auto start = text.find(head) + head.size();
  return text.substr(start, text.find(';', start) - start);
#endif
}

/// The name without namespaces.
std::string unqualified_name(std::string_view name);
/// The name with "__" for "::", and nothing else that a reference could not hold.
std::string reference_name(std::string_view name);

template <class T>
using MembersOf =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

}  // namespace detail

template <class T>
requires std::is_class_v<T>
struct Type<T> {
  static_assert(Described<T>,
                "gatehouse: describe this struct with BOOST_DESCRIBE_STRUCT(T, (), (its, members)) after it, "
                "so that it can be read from and written to JSON; or specialise gatehouse::schema::Type<T> if "
                "it is not yours");

  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.kind = TypeInfo::Kind::object;
      made.name = detail::unqualified_name(detail::type_name<T>());
      made.qualified_name = detail::reference_name(detail::type_name<T>());
      boost::mp11::mp_for_each<Members>([&](auto member) {
        using M = TypeOf<decltype(member)>;
        std::string_view description;
        for (const auto& known : descriptions<T>) {
          if (known.field == member.name) description = known.text;
        }
        made.fields.push_back({member.name, &type_info<M>, !OptionalType<M>, description});
      });
      return made;
    }();
    return info;
  }

  static bool decode(const Node& node, Reporter& reporter, T& out) {
    if (node.kind == Node::Kind::null) return detail::report_null(reporter);
    if (node.kind != Node::Kind::object) {
      reporter.report("value is not a valid dict", "type_error.dict");
      return false;
    }
    const auto before = reporter.count();
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using M = TypeOf<decltype(member)>;
      const auto step = reporter.enter(member.name);
      if (const auto* value = node.find(member.name)) {
        Type<M>::decode(*value, reporter, out.*member.pointer);
      } else if (!OptionalType<M>) {
        reporter.report("field required", "value_error.missing");
      }
    });
    return reporter.count() == before;
  }

  static void encode(std::string& json, const T& value) {
    char before = '{';
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using M = TypeOf<decltype(member)>;
      if constexpr (requires { Type<M>::is_omitted(value.*member.pointer); }) {
        if (Type<M>::is_omitted(value.*member.pointer)) return;
      }
      json += std::exchange(before, ',');
      // A member's name is an identifier: nothing in it needs an escape.
      json += '"';
      json += member.name;
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
