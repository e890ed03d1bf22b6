#pragma once
// SPDX-License-Identifier: Apache-2.0
// The layers of the configuration, each read into the settings it gives, with where it gave them.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/config/settings_table.h"

namespace CLI {
class App;
}

namespace gatehouse::server {

/// Where a value comes from; the later layer wins.
enum class Layer { defaults, file, environment, flag };

/// One setting as a layer gives it.
struct Given {
  const Setting* setting = nullptr;
  SettingValue value;
  Layer layer = Layer::defaults;
  std::string where;  ///< "gatehouse.toml:3:18", "GATEHOUSE_LOG_LEVEL", "--listen"
};

/// What a layer gives, and all that is wrong with it, a sentence each.
struct LayerContent {
  std::vector<Given> given;
  std::vector<std::string> problems;
};

/// Names and values of environment variables.
using Environment = std::vector<std::pair<std::string, std::string>>;

/// This process's environment. Not while another thread changes it.
[[nodiscard]] Environment process_environment();

/// A flag as it was given; one that may be repeated has several values.
struct FlagValue {
  std::string flag;
  std::vector<std::string> values;
};

/// Reads the TOML file at `path`.
[[nodiscard]] LayerContent read_config_file(SettingTable table, const std::string& path);

/// Reads TOML from `text`; `path` is for messages.
[[nodiscard]] LayerContent read_config_text(SettingTable table, std::string_view text,
                                            const std::string& path);

/// Reads the GATEHOUSE_… variables; those that Kubernetes makes for a service named gatehouse are passed
/// over.
[[nodiscard]] LayerContent read_config_environment(SettingTable table, const Environment& environment);

/// Reads flags.
[[nodiscard]] LayerContent read_config_flags(SettingTable table, const std::vector<FlagValue>& flags);

/// Adds the table's flags, with their help, to a command. Parsing appends what is given to `into`, which must
/// outlive `command`.
void add_setting_flags(SettingTable table, CLI::App& command, std::vector<FlagValue>& into);

}  // namespace gatehouse::server
