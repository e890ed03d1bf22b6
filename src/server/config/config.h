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

/// Where the layers over the defaults are found.
struct ConfigSources {
  std::optional<std::string> file;  ///< only what `--config` names: no file is read that nobody mentioned
  Environment environment;
  std::vector<FlagValue> flags;
};

/// Where a setting's value comes from.
struct Origin {
  Layer layer = Layer::defaults;
  std::string where;
};

struct Config {
  Settings settings;
  std::vector<Origin> origins;  ///< of each row of the table, in its order
};

/// Everything that is wrong, one sentence each, with its place. Never empty, never with a secret's value.
using Problems = std::vector<std::string>;

/// Reads all layers. A mistake in any of them refuses the whole, even where a later layer would hide it.
///
///     auto config = load_config({.file = path, .environment = process_environment(), .flags = flags});
///     if (!config) for (const auto& problem : config.error()) ...
[[nodiscard]] result<Config, Problems> load_config(const ConfigSources& sources,
                                                   SettingTable table = settings_table());

}  // namespace gatehouse::server
