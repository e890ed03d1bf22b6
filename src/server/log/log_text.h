#pragma once
// SPDX-License-Identifier: Apache-2.0
// Arbitrary bytes made fit for a log: no line can be forged, no terminal driven, no JSON broken.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::server {

/// Appends `text` as a JSON string with its quotes (RFC 8259 7). Bytes that are not UTF-8 become U+FFFD, one
/// each; control and invisible formatting characters are escaped.
void append_json_string(std::string& out, std::string_view text);

/// Appends `text` for human eyes: bytes that are not UTF-8, control characters and those that reorder or
/// break lines appear as escapes (\n, \x1b, \u{202e}).
void append_visible(std::string& out, std::string_view text);

/// `text` as append_visible has it.
[[nodiscard]] std::string visible(std::string_view text);

/// As append_visible, in quotes (with \" and \\ escaped) where the end of a bare value would not be plain.
void append_visible_value(std::string& out, std::string_view text);

/// `text` in quotes, made visible; for messages that repeat what was given. Cut after `longest` bytes.
[[nodiscard]] std::string in_quotes(std::string_view text, std::size_t longest = 100);

}  // namespace gatehouse::server
