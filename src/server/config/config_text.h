#pragma once
// SPDX-License-Identifier: Apache-2.0
// The table of settings as text, for `config check`, --help and the docs page.

#include <string>

#include "server/config/config.h"

namespace gatehouse::server {

/// Returns a line for each setting with its value and the layer that it came from.
[[nodiscard]] std::string describe_config(const Config& config, SettingTable table = settings_table());

/// As above, as JSON objects with setting, value and origin, one a line.
[[nodiscard]] std::string config_lines(const Config& config, SettingTable table = settings_table());

/// Returns each setting with its default and description, for the end of --help.
[[nodiscard]] std::string settings_help(SettingTable table = settings_table());

/// Returns a TOML file that sets every setting to its default.
[[nodiscard]] std::string example_config(SettingTable table = settings_table());

/// Returns the whole content of docs/reference/configuration.md.
[[nodiscard]] std::string configuration_page(SettingTable table = settings_table());

}  // namespace gatehouse::server
