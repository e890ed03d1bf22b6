#pragma once
// SPDX-License-Identifier: Apache-2.0
// The table of settings, from which --help, `config check`, the docs page and all checks of values follow.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/config/settings.h"

namespace gatehouse::server {

using SettingValue = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

enum class SettingKind { boolean, integer, text, list, choice };

/// How to read and write a setting's member of Settings. The value of a choice is its name.
struct SettingField {
  SettingKind kind = SettingKind::text;
  std::span<const std::string_view> choices{};
  SettingValue (*get)(const Settings&) = nullptr;
  void (*set)(Settings&, const SettingValue&) = nullptr;  ///< `value` has passed `find_fault`
};

/// A row of the table.
struct Setting {
  std::string_view key{};  ///< "section.name"
  SettingField field{};
  std::int64_t least = 0;                       ///< of an integer
  std::int64_t most = 0;                        ///< of an integer
  bool (*accepts)(std::string_view) = nullptr;  ///< of a text, or of each text of a list; null: any text
  std::string_view form{};                      ///< what `accepts` wants, in words
  std::string_view flag{};                      ///< such as "--listen"; empty: no flag
  std::string_view placeholder{};               ///< the flag's value in --help
  bool may_be_empty = false;                    ///< of a list
  bool secret = false;                          ///< its value is never shown
  std::string_view about{};                     ///< one line of description
  std::string_view more{};                      ///< further sentences for the docs page

  [[nodiscard]] constexpr std::string_view section() const { return key.substr(0, key.find('.')); }
  [[nodiscard]] constexpr std::string_view name() const { return key.substr(key.find('.') + 1); }
};

using SettingTable = std::span<const Setting>;

/// Returns the settings of this program, ordered by section.
[[nodiscard]] SettingTable settings_table() noexcept;

/// Returns the variable's name: "GATEHOUSE_TOKENS_ACCESS_MINUTES" for tokens.access_minutes.
[[nodiscard]] std::string environment_name(const Setting& setting);

/// Returns the row of `key`, or null if there is none.
[[nodiscard]] const Setting* find_setting(SettingTable table, std::string_view key) noexcept;

/// Returns each section once, in the table's order.
[[nodiscard]] std::vector<std::string_view> section_names(SettingTable table);

/// Returns the names in `section`, in the table's order.
[[nodiscard]] std::vector<std::string_view> names_in(SettingTable table, std::string_view section);

}  // namespace gatehouse::server
