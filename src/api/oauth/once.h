#pragma once
// SPDX-License-Identifier: Apache-2.0
// A parameter of OAuth's forms: it is optional and must not be repeated (RFC 6749 3.2).

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <optional>
#include <string_view>

#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

/// The value of a parameter. Decoding accepts a repeated parameter, or one that is not text, and sets
/// `is_once` to false, so that the endpoint can refuse it in the format of OAuth.
template <class T>
struct Once {
  std::optional<T> value;
  bool is_once = true;

  explicit operator bool() const noexcept { return value.has_value(); }
  T& operator*() noexcept { return *value; }
  const T& operator*() const noexcept { return *value; }
};

/// Returns the name of a parameter of a described form that was repeated, or an empty text if there is none.
template <class Form>
[[nodiscard]] std::string_view find_repeated(const Form& form) {
  using Members =
      boost::describe::describe_members<Form, boost::describe::mod_public | boost::describe::mod_inherited>;
  std::string_view name;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    if (!(form.*member.pointer).is_once) name = member.name;
  });
  return name;
}

}  // namespace gatehouse::api::oauth

template <class T>
struct gatehouse::schema::Type<gatehouse::api::oauth::Once<T>> {
  static constexpr bool is_optional = true;
  static const TypeInfo& info() { return Type<T>::info(); }
  static bool decode(const Node& node, Reporter& reporter, api::oauth::Once<T>& out) {
    out.is_once = node.kind == Node::Kind::text && node.items.size() < 2;
    return !out.is_once || Type<T>::decode(node, reporter, out.value.emplace());
  }
};
