#pragma once
// SPDX-License-Identifier: Apache-2.0
// The configuration: defaults, then a TOML file, then GATEHOUSE_… variables, then flags.

#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/result.h"
#include "server/config/config_layers.h"
#include "server/config/settings.h"
#include "server/config/settings_table.h"

namespace gatehouse::server {

/// The sources of the layers above the defaults.
struct ConfigSources {
  std::optional<std::string> file;  ///< the file that `--config` names; no other file is read
  Environment environment;
  std::vector<FlagValue> flags;
};

/// The origin of a setting's value.
struct Origin {
  Layer layer = Layer::defaults;
  std::string where;
};

struct Config {
  Settings settings;
  std::vector<Origin> origins;  ///< of each row of the table, in its order
};

/// All mistakes, each as one sentence with its place. Never empty, and never contains the value of a secret.
using Problems = std::vector<std::string>;

/// Reads all layers. Fails when any of them has a mistake, even one that a later layer would hide.
///
///     auto config = load_config({.file = path, .environment = process_environment(), .flags = flags});
///     if (!config) for (const auto& problem : config.error()) ...
[[nodiscard]] result<Config, Problems> load_config(const ConfigSources& sources,
                                                   SettingTable table = settings_table());

}  // namespace gatehouse::server
