// SPDX-License-Identifier: Apache-2.0
// The layer of command-line flags.
#include "server/config/config_layers.h"
#include "server/config/settings_value.h"
#include "server/log_text.h"

#include <CLI/App.hpp>

#include <algorithm>
#include <optional>

namespace gatehouse::server {
namespace {

std::optional<SettingValue> read_flag(const Setting& setting, const std::vector<std::string>& values) {
  if (setting.field.kind == SettingKind::list) return values;
  return values.empty() ? std::nullopt : read_value(setting, values.back());
}

}  // namespace

LayerContent read_config_flags(SettingTable table, const std::vector<FlagValue>& flags) {
  LayerContent content;
  for (const auto& [flag, values] : flags) {
    const auto row = std::ranges::find(table, flag, &Setting::flag);
    if (row == table.end()) continue;  // The flag is not a setting. Unknown flags were refused before.
    auto value = read_flag(*row, values);
    auto fault = value            ? find_fault(*row, *value)
                 : values.empty() ? std::optional{std::string{"is empty"}}
                                  : std::optional{"is " + in_quotes(values.back())};
    if (fault) {
      content.problems.push_back(complaint(*row, flag, *fault));
    } else {
      content.given.push_back({&*row, std::move(*value), Layer::flag, flag});
    }
  }
  return content;
}

void add_setting_flags(SettingTable table, CLI::App& command, std::vector<FlagValue>& into) {
  for (const auto& setting : table) {
    if (setting.flag.empty()) continue;
    std::string flag{setting.flag};
    const auto take = [flag, &into](const CLI::results_t& values) {
      into.push_back({flag, values});
      return true;
    };
    std::string help{setting.about};
    if (setting.field.kind == SettingKind::choice) help += "; " + allowed_values(setting);
    help += " (" + std::string{setting.key} + ", default " +
            shown_value(setting, setting.field.get(Settings{})) + ")";
    // A flag takes one value, so that a list does not swallow the arguments that follow.
    command.add_option(flag, take, help)
        ->type_name(std::string{setting.placeholder})
        ->type_size(1)
        ->expected(1)
        ->multi_option_policy(setting.field.kind == SettingKind::list ? CLI::MultiOptionPolicy::TakeAll
                                                                      : CLI::MultiOptionPolicy::Throw);
  }
}

}  // namespace gatehouse::server
