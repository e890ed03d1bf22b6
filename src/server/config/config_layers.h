#pragma once
// SPDX-License-Identifier: Apache-2.0
// The layers of the configuration, each read into settings with the place of each value.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/config/settings_table.h"

namespace CLI {
class App;
}

namespace gatehouse::server {

/// Where a value comes from. A later layer overrides an earlier one.
enum class Layer { defaults, file, environment, flag };

/// A setting in a layer.
struct Given {
  const Setting* setting = nullptr;
  SettingValue value;
  Layer layer = Layer::defaults;
  std::string where;  ///< "gatehouse.toml:3:18", "GATEHOUSE_LOG_LEVEL", "--listen"
};

/// The settings in a layer, and its mistakes as one sentence each.
struct LayerContent {
  std::vector<Given> given;
  std::vector<std::string> problems;
};

/// Names and values of environment variables.
using Environment = std::vector<std::pair<std::string, std::string>>;

/// Returns the environment of this process. No other thread may change it at the same time.
[[nodiscard]] Environment process_environment();

/// A flag as it was given. A flag that may be repeated has several values.
struct FlagValue {
  std::string flag;
  std::vector<std::string> values;
};

/// Reads the TOML file at `path`.
[[nodiscard]] LayerContent read_config_file(SettingTable table, const std::string& path);

/// Reads TOML from `text`. `path` is used in messages.
[[nodiscard]] LayerContent read_config_text(SettingTable table, std::string_view text,
                                            const std::string& path);

/// Reads the GATEHOUSE_… variables. Skips those that Kubernetes sets for a service named gatehouse.
[[nodiscard]] LayerContent read_config_environment(SettingTable table, const Environment& environment);

/// Reads the flags.
[[nodiscard]] LayerContent read_config_flags(SettingTable table, const std::vector<FlagValue>& flags);

/// Adds the table's flags and their help to a command. Parsing appends the given flags to `into`, which
/// must outlive `command`.
void add_setting_flags(SettingTable table, CLI::App& command, std::vector<FlagValue>& into);

}  // namespace gatehouse::server
