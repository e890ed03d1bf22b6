#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writing JSON: the scalars, escaped and exact.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::schema {

/// Appends a JSON string. Bytes that are not UTF-8 become U+FFFD, so that the output is always JSON.
void write_json_string(std::string& out, std::string_view text);

/// Appends the number in its shortest exact form. Infinities and NaN, which JSON lacks, become null.
void write_json_number(std::string& out, double number);
void write_json_integer(std::string& out, std::int64_t number);
void write_json_unsigned(std::string& out, std::uint64_t number);

}  // namespace gatehouse::schema
