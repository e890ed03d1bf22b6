#pragma once
// SPDX-License-Identifier: Apache-2.0
// A value of one type of several, told apart by a member's value or by trying.

#include <boost/mp11/algorithm.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// The member, by its name in JSON, whose value says which alternative of a variant it is; each alternative
/// has it as a Literal. Specialise it for a variant of yours; where there is none, the first alternative that
/// fits is taken.
///
///     struct Cat { schema::Literal<"cat"> kind; int lives = 9; };
///     struct Dog { schema::Literal<"dog"> kind; bool barks = true; };
///     using Pet = std::variant<Cat, Dog>;
///     template <> inline constexpr std::string_view schema::discriminator<Pet> = "kind";
template <class Variant>
inline constexpr std::string_view discriminator{};

namespace detail {
/// The texts that an alternative's discriminator may have; throws std::logic_error where it has no such
/// member.
const std::vector<std::string>& discriminator_values(const TypeInfo& alternative, std::string_view member);
/// Which of the alternatives a node is, by its discriminator, or nothing after reporting.
std::optional<std::size_t> find_alternative(const Node& node, const TypeInfo& variant, Reporter& reporter);
}  // namespace detail

template <class... T>
struct Type<std::variant<T...>> {
  using Variant = std::variant<T...>;
  static constexpr auto member = discriminator<Variant>;

  static const TypeInfo& info() {
    static const TypeInfo info = [] {
      TypeInfo made;
      made.alternatives = {&type_info<T>...};
      made.discriminator = member;
      if (!member.empty()) (detail::discriminator_values(Type<T>::info(), member), ...);
      return made;
    }();
    return info;
  }

  static bool decode(const Node& node, Reporter& reporter, Variant& out) {
    if (node.kind == Node::Kind::null) return detail::report_null(reporter);
    if constexpr (member.empty()) {
      Problems problems;
      bool is_read = false;
      boost::mp11::mp_for_each<boost::mp11::mp_iota_c<sizeof...(T)>>([&](auto index) {
        if (!is_read) is_read = try_alternative<index>(node, reporter, problems, out);
      });
      if (!is_read) reporter.add(std::move(problems));
      return is_read;
    } else {
      const auto found = detail::find_alternative(node, info(), reporter);
      return found && boost::mp11::mp_with_index<sizeof...(T)>(*found, [&](auto index) {
               using Alternative = std::variant_alternative_t<index, Variant>;
               const auto step = reporter.enter(Type<Alternative>::info().name);
               return Type<Alternative>::decode(node, reporter, out.template emplace<index>());
             });
    }
  }

  static void encode(std::string& json, const Variant& value) {
    std::visit([&]<class Held>(const Held& held) { Type<Held>::encode(json, held); }, value);
  }

 private:
  template <std::size_t Index>
  static bool try_alternative(const Node& node, const Reporter& outer, Problems& problems, Variant& out) {
    using Alternative = std::variant_alternative_t<Index, Variant>;
    Reporter reporter{problems, outer};
    Alternative value{};
    if (!Type<Alternative>::decode(node, reporter, value)) return false;
    out.template emplace<Index>(std::move(value));
    return true;
  }
};

}  // namespace gatehouse::schema
