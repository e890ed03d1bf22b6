#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes arbitrary bytes safe for a log: they cannot forge lines, control terminals or break JSON.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::server {

/// Appends `text` as a JSON string with its quotes (RFC 8259 7). Each byte that is not UTF-8 becomes U+FFFD.
/// Control characters and invisible formatting characters are escaped.
void append_json_string(std::string& out, std::string_view text);

/// Appends `text` for people. Bytes that are not UTF-8, control characters and characters that reorder text
/// or break lines become escapes (\n, \x1b, \u{202e}).
void append_visible(std::string& out, std::string_view text);

/// Returns `text` as append_visible writes it.
[[nodiscard]] std::string visible(std::string_view text);

/// As append_visible, but in quotes (with \" and \\ escaped) when it would be unclear where a
/// bare value ends.
void append_visible_value(std::string& out, std::string_view text);

/// Returns `text` in quotes, made visible, for messages that repeat input. It is cut off
/// after `longest` bytes.
[[nodiscard]] std::string in_quotes(std::string_view text, std::size_t longest = 100);

}  // namespace gatehouse::server
