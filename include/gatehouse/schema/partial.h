#pragma once
// SPDX-License-Identifier: Apache-2.0
// Some of the members of a described struct, as the body of a PATCH contains them.

#include <bitset>
#include <boost/mp11/algorithm.hpp>
#include <cstddef>
#include <string>
#include <type_traits>

#include "gatehouse/schema/described.h"

namespace gatehouse::schema {

namespace detail {

/// Returns the index of a member among the described members of T, or their number if it is none of them.
template <class T, auto Pointer>
constexpr std::size_t index_of_member() {
  std::size_t index = 0;
  bool is_found = false;
  boost::mp11::mp_for_each<MembersOf<T>>([&]([[maybe_unused]] auto member) {
    if constexpr (std::is_same_v<decltype(Pointer), std::remove_cv_t<decltype(member.pointer)>>) {
      is_found = is_found || member.pointer == Pointer;
    }
    if (!is_found) ++index;
  });
  return index;
}

/// Describes an object with any of the members of `whole`. It has the same name followed by "Patch".
TypeInfo partial_info(const TypeInfo& whole);

}  // namespace detail

/// A T of which an input contained some members, and which ones. A member that is absent is told from one
/// that is null. The other members have their initial values.
template <class T>
class Partial {
  static_assert(
      Described<T>,
      "gatehouse: a patch has the members of a struct that is described with BOOST_DESCRIBE_STRUCT: "
      "name that struct, not a list, an optional or a scalar");

 public:
  /// Returns the struct. Only members for which `has` returns true were in the input. It cannot be changed,
  /// because `copy_to` would not copy a member that was absent.
  [[nodiscard]] const T& operator*() const noexcept { return value_; }
  /// Same as above.
  [[nodiscard]] const T* operator->() const noexcept { return &value_; }

  /// Returns whether the input contained a member, even if it was null: `has<&Item::name>()`.
  template <auto Member>
  [[nodiscard]] bool has() const noexcept {
    constexpr auto index = detail::index_of_member<T, Member>();
    static_assert(index < count,
                  "gatehouse: has<&T::member>() asks for a member of the struct of this patch, and one that "
                  "BOOST_DESCRIBE_STRUCT names");
    if constexpr (index < count) return is_present_[index];
    return false;
  }
  /// Returns whether the input contained none of the members.
  [[nodiscard]] bool empty() const noexcept { return is_present_.none(); }

  /// Copies the members that the input contained, each as a whole. Does not change the others.
  void copy_to(T& target) const {
    std::size_t index = 0;
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      if (is_present_[index++]) target.*member.pointer = value_.*member.pointer;
    });
  }

 private:
  friend Type<Partial>;
  static constexpr std::size_t count = boost::mp11::mp_size<detail::MembersOf<T>>::value;

  T value_{};
  std::bitset<count> is_present_{};
};

/// All members may be absent, and the check of T as a whole (`struct_check`) does not run, because it could
/// not tell an initial value from one that the caller sent.
template <class T>
struct Type<Partial<T>> {
  static const TypeInfo& info() {
    static const TypeInfo info = detail::partial_info(Type<T>::info());
    return info;
  }

  static bool decode(const Node& node, Reporter& reporter, Partial<T>& out) {
    if (node.kind == Node::Kind::null) return detail::report_null(reporter);
    if (node.kind != Node::Kind::object) return detail::report_not_object(reporter);
    const auto before = reporter.count();
    std::size_t index = 0;
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      using M = std::remove_cvref_t<decltype(out.value_.*member.pointer)>;
      constexpr auto name = detail::outside_name(detail::find_field<T>(member.name));
      if (const auto* value = node.find(name)) {
        const auto step = reporter.enter(name);
        out.is_present_[index] = Type<M>::decode(*value, reporter, out.value_.*member.pointer);
      }
      ++index;
    });
    if constexpr (struct_options<T>.refuses_unknown) detail::refuse_unknown(node, info(), reporter);
    return reporter.count() == before;
  }
};

}  // namespace gatehouse::schema
