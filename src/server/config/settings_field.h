#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes fields of the table from member pointers. The member's type determines the kind of setting.

#include <cstddef>
#include <iterator>
#include <type_traits>

#include "server/config/settings_table.h"

namespace gatehouse::server::detail {

template <class T>
concept Duration = requires { typename T::period; };

/// The names of an enum's values, in the order of the enum. Specialised beside the table.
template <class Enum>
inline constexpr std::string_view choice_names[1] = {};

template <class T>
constexpr SettingKind kind_of() {
  if constexpr (std::is_same_v<T, bool>)
    return SettingKind::boolean;
  else if constexpr (std::is_same_v<T, std::string>)
    return SettingKind::text;
  else if constexpr (std::is_enum_v<T>)
    return SettingKind::choice;
  else if constexpr (std::is_integral_v<T> || Duration<T>)
    return SettingKind::integer;
  else
    return SettingKind::list;
}

template <auto Section, auto Member>
SettingValue get(const Settings& settings) {
  const auto& member = settings.*Section.*Member;
  using T = std::remove_cvref_t<decltype(member)>;
  if constexpr (std::is_enum_v<T>) {
    return std::string{choice_names<T>[static_cast<std::size_t>(member)]};
  } else if constexpr (Duration<T>) {
    return static_cast<std::int64_t>(member.count());
  } else if constexpr (kind_of<T>() == SettingKind::integer) {
    return static_cast<std::int64_t>(member);
  } else {
    return member;
  }
}

template <auto Section, auto Member>
void set(Settings& settings, const SettingValue& value) {
  auto& member = settings.*Section.*Member;
  using T = std::remove_cvref_t<decltype(member)>;
  if constexpr (std::is_enum_v<T>) {
    const auto& name = std::get<std::string>(value);
    for (std::size_t i = 0; i < std::size(choice_names<T>); ++i) {
      if (choice_names<T>[i] == name) member = static_cast<T>(i);
    }
  } else if constexpr (Duration<T>) {
    member = T{std::get<std::int64_t>(value)};
  } else if constexpr (kind_of<T>() == SettingKind::integer) {
    member = static_cast<T>(std::get<std::int64_t>(value));
  } else {
    member = std::get<T>(value);
  }
}

/// Returns the field of `settings.*Section.*Member`.
template <auto Section, auto Member>
constexpr SettingField field() {
  using T = std::remove_cvref_t<decltype(std::declval<Settings&>().*Section.*Member)>;
  SettingField made{.kind = kind_of<T>(), .get = get<Section, Member>, .set = set<Section, Member>};
  if constexpr (std::is_enum_v<T>) made.choices = choice_names<T>;
  return made;
}

}  // namespace gatehouse::server::detail
