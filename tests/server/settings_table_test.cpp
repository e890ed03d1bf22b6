// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_table.h"

#include <gtest/gtest.h>

#include <set>

#include "server/config/settings_value.h"

namespace gatehouse::server {
namespace {

TEST(SettingsTable, RowsAreWhole) {
  std::set<std::string> variables;
  std::set<std::string_view> flags;
  for (const auto& setting : settings_table()) {
    SCOPED_TRACE(setting.key);
    EXPECT_FALSE(setting.section().empty());
    EXPECT_FALSE(setting.name().empty());
    EXPECT_EQ(setting.name().find('.'), std::string_view::npos);
    EXPECT_FALSE(setting.about.empty());
    EXPECT_LT(setting.about.size(), 80U);
    EXPECT_NE(setting.about.back(), '.');
    EXPECT_EQ(setting.accepts == nullptr, setting.form.empty());
    EXPECT_TRUE(variables.insert(environment_name(setting)).second);
    if (!setting.flag.empty()) {
      EXPECT_TRUE(flags.insert(setting.flag).second);
      EXPECT_FALSE(setting.placeholder.empty());
    }
  }
}

TEST(SettingsTable, DefaultsAreAllowed) {
  for (const auto& setting : settings_table()) {
    EXPECT_EQ(find_fault(setting, setting.field.get(Settings{})), std::nullopt) << setting.key;
  }
}

// Every row sets its own member and no other.
TEST(SettingsTable, SetChangesItsMemberOnly) {
  for (const auto& setting : settings_table()) {
    SettingValue other;
    switch (setting.field.kind) {
      case SettingKind::boolean:
        other = !std::get<bool>(setting.field.get(Settings{}));
        break;
      case SettingKind::integer:
        other = setting.most;
        break;
      case SettingKind::text:
        other = std::string{"https://other"};
        break;
      case SettingKind::list:
        other = std::vector<std::string>{"[::1]:1", "[::1]:2"};
        break;
      case SettingKind::choice:
        other = std::string{setting.field.choices.back()};
        break;
    }
    Settings changed;
    setting.field.set(changed, other);
    for (const auto& each : settings_table()) {
      const auto expected = &each == &setting ? other : each.field.get(Settings{});
      EXPECT_EQ(each.field.get(changed), expected) << "set " << setting.key << ", look at " << each.key;
    }
  }
}

TEST(SettingsTable, BoundsAreAllowedAndNoMore) {
  for (const auto& setting : settings_table()) {
    if (setting.field.kind != SettingKind::integer) continue;
    EXPECT_FALSE(find_fault(setting, SettingValue{setting.least})) << setting.key;
    EXPECT_FALSE(find_fault(setting, SettingValue{setting.most})) << setting.key;
    EXPECT_TRUE(find_fault(setting, SettingValue{setting.least - 1})) << setting.key;
    EXPECT_TRUE(find_fault(setting, SettingValue{setting.most + 1})) << setting.key;
  }
}

TEST(SettingsTable, NamesFollowTheKey) {
  const auto* setting = find_setting(settings_table(), "tokens.access_minutes");
  ASSERT_NE(setting, nullptr);
  EXPECT_EQ(environment_name(*setting), "GATEHOUSE_TOKENS_ACCESS_MINUTES");
  EXPECT_EQ(find_setting(settings_table(), "tokens"), nullptr);
  EXPECT_EQ(find_setting(settings_table(), ""), nullptr);
}

}  // namespace
}  // namespace gatehouse::server
