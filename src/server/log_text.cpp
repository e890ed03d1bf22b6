// SPDX-License-Identifier: Apache-2.0
#include "server/log_text.h"

#include <cstddef>
#include <cstdint>

#include "gatehouse/base/ascii.h"
#include "gatehouse/schema/utf8.h"

namespace gatehouse::server {
namespace {

struct Decoded {
  char32_t character;
  std::size_t length;  // 0: not UTF-8
};

Decoded decode_utf8(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto length = schema::utf8_sequence_length(text);
  if (length < 2) return {byte(0), length};
  auto character = static_cast<char32_t>(byte(0) & (0x7f >> length));
  for (std::size_t i = 1; i < length; ++i) character = character << 6 | (byte(i) & 0x3f);
  return {character, length};
}

// Returns whether the character could forge a line, control a terminal or reorder text
// (CWE-117, CWE-150, CVE-2021-42574).
constexpr bool is_unsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

void append_hex(std::string& out, char32_t value, int width) {
  for (int shift = 4 * (width - 1); shift >= 0; shift -= 4) out += hex_digits[value >> shift & 0x0f];
}

constexpr char short_escape(char32_t c) {
  switch (c) {
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

void append_json_escape(std::string& out, char32_t c) {
  out += '\\';
  if (c == '"' || c == '\\') {
    out += static_cast<char>(c);
  } else if (const char letter = short_escape(c)) {
    out += letter;
  } else {
    out += 'u';  // is_unsafe covers only the basic plane, so no surrogate pair is needed.
    append_hex(out, c, 4);
  }
}

void append_visible_escape(std::string& out, char32_t c) {
  out += '\\';
  if (const char letter = short_escape(c)) {
    out += letter;
  } else if (c < 0x80) {
    out += 'x';
    append_hex(out, c, 2);
  } else {
    out += "u{";
    append_hex(out, c, 4);
    out += '}';
  }
}

constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

// Appends runs of plain ASCII to `out`, and calls a function for each other character or invalid byte.
template <class OnCharacter, class OnByte>
void walk(std::string& out, std::string_view text, OnCharacter on_character, OnByte on_byte) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t start = i;
    while (i < text.size() && is_plain(text[i])) ++i;
    out.append(text, start, i - start);
    if (i == text.size()) break;
    const auto [character, length] = decode_utf8(text.substr(i));
    if (length == 0) {
      on_byte(static_cast<unsigned char>(text[i]));
      ++i;
    } else {
      on_character(character, text.substr(i, length));
      i += length;
    }
  }
}

void append_visible(std::string& out, std::string_view text, bool escape_quotes) {
  walk(
      out, text,
      [&](char32_t c, std::string_view bytes) {
        if (is_unsafe(c)) {
          append_visible_escape(out, c);
        } else {
          if (escape_quotes && (c == '"' || c == '\\')) out += '\\';
          out += bytes;
        }
      },
      [&](unsigned char byte) {
        out += "\\x";
        append_hex(out, byte, 2);
      });
}

constexpr bool is_bare(char c) { return is_plain(c) && c != ' ' && c != '='; }

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  walk(
      out, text,
      [&](char32_t c, std::string_view bytes) {
        if (is_unsafe(c) || c == '"' || c == '\\') {
          append_json_escape(out, c);
        } else {
          out += bytes;
        }
      },
      [&](unsigned char) { out += "\xef\xbf\xbd"; });
  out += '"';
}

void append_visible(std::string& out, std::string_view text) { append_visible(out, text, false); }

std::string visible(std::string_view text) {
  std::string out;
  append_visible(out, text);
  return out;
}

void append_visible_value(std::string& out, std::string_view text) {
  bool bare = !text.empty();
  for (const char c : text) bare = bare && is_bare(c);
  if (bare) {
    out += text;
    return;
  }
  out += '"';
  append_visible(out, text, true);
  out += '"';
}

std::string in_quotes(std::string_view text, std::size_t longest) {
  std::string out{'"'};
  append_visible(out, text.substr(0, longest), true);
  out += text.size() > longest ? "…\"" : "\"";
  return out;
}

}  // namespace gatehouse::server
