#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads and writes std::variant, by the value of a member or by trying each alternative.

#include <boost/mp11/algorithm.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// The name in JSON of the member whose value selects the alternative of a variant. Each alternative has this
/// member as a Literal. Specialise it for your own variant. Without it, the first alternative that accepts
/// the value is taken.
///
///     struct Cat { schema::Literal<"cat"> kind; int lives = 9; };
///     struct Dog { schema::Literal<"dog"> kind; bool barks = true; };
///     using Pet = std::variant<Cat, Dog>;
///     template <> inline constexpr std::string_view schema::discriminator<Pet> = "kind";
template <class Variant>
inline constexpr std::string_view discriminator{};

namespace detail {
/// Returns the values that the discriminator of an alternative may have. Throws std::logic_error if the
/// alternative has no such member.
const std::vector<std::string>& discriminator_values(const TypeInfo& alternative, std::string_view member);
/// Returns the index of the alternative that the discriminator of `node` selects, or reports a problem
/// and returns nothing.
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
