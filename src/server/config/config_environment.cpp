// SPDX-License-Identifier: Apache-2.0
// The layer of GATEHOUSE_… environment variables.
#include "server/config/config_layers.h"
#include "server/config/settings_names.h"
#include "server/config/settings_value.h"
#include "server/log_text.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <regex>

namespace gatehouse::server {
namespace {

constexpr std::string_view prefix = "GATEHOUSE_";

// Kubernetes sets variables in every container of a namespace for each service of the namespace. Without this
// check, a service named "gatehouse" or "gatehouse-db" would keep the server from starting.
bool is_from_kubernetes(const std::string& name, const std::string& value) {
  static const std::regex service{"GATEHOUSE_([A-Z0-9_]+_)?SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)"};
  static const std::regex port{"GATEHOUSE_([A-Z0-9_]+_)?PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?"};
  static const std::regex url{"(tcp|udp|sctp)://.*"};
  if (std::regex_match(name, service)) return true;
  if (!std::regex_match(name, port)) return false;
  return !name.ends_with("_PORT") || name.find("_PORT_") != std::string::npos || std::regex_match(value, url);
}

std::string unknown(const std::string& name, const std::vector<std::string>& endings) {
  const auto meant = closest_name(std::string_view{name}.substr(prefix.size()), endings, '_');
  std::string text = "unknown environment variable " + in_quotes(name);
  if (meant) return text + "; did you mean " + std::string{prefix} + *meant + "?";
  text += "; those that start with GATEHOUSE_ are";
  for (const auto& ending : endings)
    text += (ending == endings.front() ? " " : ", ") + (std::string{prefix} + ending);
  return text;
}

}  // namespace

Environment process_environment() {
  Environment variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  std::ranges::sort(variables);
  return variables;
}

LayerContent read_config_environment(SettingTable table, const Environment& environment) {
  std::vector<std::string> endings;
  for (const auto& setting : table) endings.push_back(environment_name(setting).substr(prefix.size()));
  const bool in_kubernetes = std::ranges::any_of(
      environment, [](const auto& variable) { return variable.first == "KUBERNETES_SERVICE_HOST"; });

  LayerContent content;
  for (const auto& [name, text] : environment) {
    if (!name.starts_with(prefix)) continue;
    const auto row = std::ranges::find(table, name, environment_name);
    if (row == table.end()) {
      if (!in_kubernetes || !is_from_kubernetes(name, text))
        content.problems.push_back(unknown(name, endings));
      continue;
    }
    auto value = read_value(*row, text);
    auto fault = value ? find_fault(*row, *value)
                       : std::optional{text.empty() ? std::string{"is empty"} : "is " + in_quotes(text)};
    if (fault) {
      content.problems.push_back(complaint(*row, "environment variable " + name, *fault));
    } else {
      content.given.push_back({&*row, std::move(*value), Layer::environment, name});
    }
  }
  return content;
}

}  // namespace gatehouse::server
