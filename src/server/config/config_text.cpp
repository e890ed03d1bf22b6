// SPDX-License-Identifier: Apache-2.0
#include "server/config/config_text.h"

#include <algorithm>

#include "gatehouse/schema/json_text.h"
#include "server/config/settings_value.h"

namespace gatehouse::server {
namespace {

std::string padded(std::string_view text, std::size_t width) {
  std::string out{text};
  out.resize(std::max(width, text.size()), ' ');
  return out;
}

std::size_t longest_key(SettingTable table) {
  std::size_t longest = 0;
  for (const auto& setting : table) longest = std::max(longest, setting.key.size());
  return longest;
}

std::string described(const Origin& origin) {
  switch (origin.layer) {
    case Layer::defaults:
      return "default";
    case Layer::file:
      return "file " + origin.where;
    case Layer::environment:
      return "environment " + origin.where;
    case Layer::flag:
      break;
  }
  return "flag " + origin.where;
}

}  // namespace

std::string describe_config(const Config& config, SettingTable table) {
  std::vector<std::string> values;
  std::size_t widest = 0;
  for (const auto& setting : table) {
    values.push_back(shown_value(setting, setting.field.get(config.settings)));
    widest = std::max(widest, values.back().size());
  }
  widest = std::min<std::size_t>(widest, 40);
  std::string text;
  for (std::size_t i = 0; i < table.size(); ++i) {
    text += padded(table[i].key, longest_key(table) + 2) + padded(values[i], widest) + "  " +
            described(config.origins[i]) + "\n";
  }
  return text;
}

std::string config_lines(const Config& config, SettingTable table) {
  std::string text;
  for (std::size_t i = 0; i < table.size(); ++i) {
    text += "{\"setting\":";
    schema::write_json_string(text, table[i].key);
    text += ",\"value\":";
    schema::write_json_string(text, shown_value(table[i], table[i].field.get(config.settings)));
    text += ",\"origin\":";
    schema::write_json_string(text, described(config.origins[i]));
    text += "}\n";
  }
  return text;
}

std::string settings_help(SettingTable table) {
  const std::size_t width = longest_key(table) + 2;
  std::string text =
      "Settings, each in the section of a TOML file (--config), or as an environment variable\n"
      "(GATEHOUSE_LOG_LEVEL for log.level); a flag wins over a variable, a variable over the file:\n";
  for (const auto& setting : table) {
    text += "  " + padded(setting.key, width) + std::string{setting.about} + "\n";
    text += "  " + padded("", width) + allowed_values(setting) + "; default " +
            shown_value(setting, setting.field.get(Settings{})) + "\n";
  }
  return text;
}

std::string example_config(SettingTable table) {
  std::string text;
  for (const auto section : section_names(table)) {
    if (!text.empty()) text += '\n';
    text += "[" + std::string{section} + "]\n";
    for (const auto& setting : table) {
      if (setting.section() != section || setting.secret) continue;
      text += std::string{setting.name()} + " = " + toml_value(setting.field.get(Settings{})) + "\n";
    }
  }
  return text;
}

}  // namespace gatehouse::server
