#pragma once
// SPDX-License-Identifier: Apache-2.0
// Values of settings: read from text, checked against their row, shown, and complained about in one voice.

#include <optional>
#include <string>
#include <string_view>

#include "server/config/settings_table.h"

namespace gatehouse::server {

/// What a setting may be, in words: "a whole number from 1 to 1440".
[[nodiscard]] std::string allowed_values(const Setting& setting);

/// Reads what an environment variable holds; a list's items are parted by commas. None when `text` is not of
/// the setting's kind; what is returned still has to pass `find_fault`.
[[nodiscard]] std::optional<SettingValue> read_value(const Setting& setting, std::string_view text);

/// What is wrong with a value of the right kind, as a predicate: `is 0`, `has "8000"`. None when it is fine.
[[nodiscard]] std::optional<std::string> find_fault(const Setting& setting, const SettingValue& value);

/// The value as TOML writes it. Never call it for a secret setting's value: use `shown_value`.
[[nodiscard]] std::string toml_value(const SettingValue& value);

/// The value as `config check` shows it: TOML, or "set" and "not set" for a secret.
[[nodiscard]] std::string shown_value(const Setting& setting, const SettingValue& value);

/// The complaint of a bad value: `SUBJECT FAULT; allowed: …`. A secret setting's fault is replaced by words
/// that do not show it.
[[nodiscard]] std::string complaint(const Setting& setting, std::string_view subject, std::string_view fault);

}  // namespace gatehouse::server
