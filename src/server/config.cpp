// SPDX-License-Identifier: Apache-2.0
#include "server/config.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gatehouse::server {

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
  if (!problems.empty()) return problems;
  return config;
}

}  // namespace gatehouse::server
