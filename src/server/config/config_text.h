#pragma once
// SPDX-License-Identifier: Apache-2.0
// The table of settings as text: what `config check` prints, what --help adds, and the page of the docs.

#include <string>

#include "server/config/config.h"

namespace gatehouse::server {

/// Each setting with its value and the layer it came from, a line each.
[[nodiscard]] std::string describe_config(const Config& config, SettingTable table = settings_table());

/// Each setting with its default and what it is, for the foot of --help.
[[nodiscard]] std::string settings_help(SettingTable table = settings_table());

/// A TOML file that sets every setting to its default.
[[nodiscard]] std::string example_config(SettingTable table = settings_table());

/// docs/reference/configuration.md, whole.
[[nodiscard]] std::string configuration_page(SettingTable table = settings_table());

}  // namespace gatehouse::server
