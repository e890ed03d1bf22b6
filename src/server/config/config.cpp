// SPDX-License-Identifier: Apache-2.0
#include "server/config/config.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "server/config/settings_form.h"

namespace gatehouse::server {
namespace {

/// Returns what is wrong with combinations of settings that are valid on their own.
Problems find_conflicts(const Config& config, SettingTable table) {
  Problems problems;
  const auto& tokens = config.settings.tokens;
  if (!tokens.audience.empty() && tokens.issuer.empty()) {
    const auto row = static_cast<std::size_t>(find_setting(table, "tokens.audience") - table.data());
    problems.push_back(config.origins[row].where +
                       ": tokens.audience needs tokens.issuer, since RFC 9068 requires both; set "
                       "tokens.issuer or remove tokens.audience");
  }
  const auto& server = config.settings.server;
  const auto published = root_path_of(server.public_url);
  if (!server.root_path.empty() && !published.empty() && published != server.root_path) {
    const auto row = static_cast<std::size_t>(find_setting(table, "server.root_path") - table.data());
    problems.push_back(config.origins[row].where + ": server.root_path is " + server.root_path +
                       ", but the path of server.public_url is " + std::string{published});
  }
  return problems;
}

}  // namespace

result<Config, Problems> load_config(const ConfigSources& sources, SettingTable table) {
  std::vector<LayerContent> layers;
  if (sources.file) layers.push_back(read_config_file(table, *sources.file));
  layers.push_back(read_config_environment(table, sources.environment));
  layers.push_back(read_config_flags(table, sources.flags));

  Config config;
  config.origins.resize(table.size());
  Problems problems;
  for (auto& layer : layers) {
    std::ranges::move(layer.problems, std::back_inserter(problems));
    for (auto& given : layer.given) {
      given.setting->field.set(config.settings, given.value);
      const auto row = static_cast<std::size_t>(given.setting - table.data());
      config.origins[row] = {given.layer, std::move(given.where)};
    }
  }
  if (problems.empty()) problems = find_conflicts(config, table);
  if (!problems.empty()) return problems;
  return config;
}

}  // namespace gatehouse::server
