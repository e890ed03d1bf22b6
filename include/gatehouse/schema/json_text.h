#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes JSON scalars: strings with escapes, and numbers without loss of precision.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::schema {

/// Appends a JSON string. Bytes that are not valid UTF-8 become U+FFFD, so that the output is
/// always valid JSON.
void write_json_string(std::string& out, std::string_view text);

/// Appends the shortest text that reads back as the same number. Infinities and NaN, which JSON does not
/// have, become null.
void write_json_number(std::string& out, double number);
void write_json_integer(std::string& out, std::int64_t number);
void write_json_unsigned(std::string& out, std::uint64_t number);

}  // namespace gatehouse::schema
