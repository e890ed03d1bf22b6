#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads, checks and prints values of settings, and words the messages about bad ones.

#include <optional>
#include <string>
#include <string_view>

#include "server/config/settings_table.h"

namespace gatehouse::server {

/// Returns the allowed values in words: "a whole number from 1 to 1440".
[[nodiscard]] std::string allowed_values(const Setting& setting);

/// Reads the text of an environment variable; commas separate the items of a list. Returns nullopt when
/// `text` is not of the setting's kind. The result still has to pass `find_fault`.
[[nodiscard]] std::optional<SettingValue> read_value(const Setting& setting, std::string_view text);

/// Returns what is wrong with a value of the right kind as a predicate, such as `is 0` or `has
/// "8000"`, or nullopt.
[[nodiscard]] std::optional<std::string> find_fault(const Setting& setting, const SettingValue& value);

/// Returns the value in TOML. Not for the value of a secret setting; use `shown_value` for that.
[[nodiscard]] std::string toml_value(const SettingValue& value);

/// Returns the value as `config check` shows it: TOML, or "set" and "not set" for a secret.
[[nodiscard]] std::string shown_value(const Setting& setting, const SettingValue& value);

/// Returns the message about a bad value: `SUBJECT FAULT; allowed: …`. The message does not show the value of
/// a secret setting.
[[nodiscard]] std::string complaint(const Setting& setting, std::string_view subject, std::string_view fault);

}  // namespace gatehouse::server
