// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_value.h"

#include <algorithm>
#include <charconv>

#include "gatehouse/base/ascii.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> items;
  for (;;) {
    const auto comma = text.find(',');
    items.emplace_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) return items;
    text.remove_prefix(comma + 1);
  }
}

std::optional<SettingValue> read_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_accepted(const Setting& setting, std::string_view text) {
  return setting.accepts == nullptr || setting.accepts(text);
}

std::optional<std::string> find_fault_in_list(const Setting& setting, const std::vector<std::string>& items) {
  if (items.empty() && !setting.may_be_empty) return "is an empty list";
  for (auto item = items.begin(); item != items.end(); ++item) {
    if (!is_accepted(setting, *item)) return "has " + in_quotes(*item);
    if (std::find(items.begin(), item, *item) != item) return "has " + in_quotes(*item) + " twice";
  }
  return std::nullopt;
}

std::string is_shown(std::string_view text) { return text.empty() ? "is empty" : "is " + in_quotes(text); }

// In a TOML basic string only quotes, backslashes and control characters are escaped, as in JSON.
std::string toml_text(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

}  // namespace

std::string allowed_values(const Setting& setting) {
  switch (setting.field.kind) {
    case SettingKind::boolean:
      return "true or false";
    case SettingKind::integer:
      return "a whole number from " + std::to_string(setting.least) + " to " + std::to_string(setting.most);
    case SettingKind::choice: {
      std::string text = "one of ";
      for (const auto choice : setting.field.choices) {
        if (choice != setting.field.choices.front()) text += ", ";
        text += choice;
      }
      return text;
    }
    case SettingKind::list:
      return (setting.may_be_empty ? "any number of " : "one or more of ") + std::string{setting.form};
    case SettingKind::text:
      break;
  }
  return std::string{setting.form};
}

std::optional<SettingValue> read_value(const Setting& setting, std::string_view text) {
  switch (setting.field.kind) {
    case SettingKind::boolean:
      if (text == "true") return true;
      if (text == "false") return false;
      return std::nullopt;
    case SettingKind::integer:
      return read_integer(text);
    case SettingKind::list:
      if (setting.may_be_empty && trim(text).empty()) return std::vector<std::string>{};
      return split_at_commas(text);
    case SettingKind::choice:
    case SettingKind::text:
      break;
  }
  return std::string{text};
}

std::optional<std::string> find_fault(const Setting& setting, const SettingValue& value) {
  switch (setting.field.kind) {
    case SettingKind::boolean:
      return std::nullopt;
    case SettingKind::integer: {
      const auto number = std::get<std::int64_t>(value);
      if (number >= setting.least && number <= setting.most) return std::nullopt;
      return "is " + std::to_string(number);
    }
    case SettingKind::choice: {
      const auto& name = std::get<std::string>(value);
      if (std::ranges::find(setting.field.choices, name) != setting.field.choices.end()) return std::nullopt;
      return is_shown(name);
    }
    case SettingKind::list:
      return find_fault_in_list(setting, std::get<std::vector<std::string>>(value));
    case SettingKind::text:
      break;
  }
  const auto& text = std::get<std::string>(value);
  if (is_accepted(setting, text)) return std::nullopt;
  return is_shown(text);
}

std::string toml_value(const SettingValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return toml_text(*text);
  std::string list = "[";
  for (const auto& item : std::get<std::vector<std::string>>(value)) {
    if (list.size() > 1) list += ", ";
    list += toml_text(item);
  }
  return list + "]";
}

std::string shown_value(const Setting& setting, const SettingValue& value) {
  if (!setting.secret) return toml_value(value);
  return value == setting.field.get(Settings{}) ? "not set" : "set";
}

std::string complaint(const Setting& setting, std::string_view subject, std::string_view fault) {
  std::string text{subject};
  text += ' ';
  text += setting.secret ? "has a value that is not allowed (it is secret, so not shown)" : fault;
  text += "; allowed: ";
  text += allowed_values(setting);
  return text;
}

}  // namespace gatehouse::server
