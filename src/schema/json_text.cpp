// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/json_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "gatehouse/base/ascii.h"
#include "gatehouse/base/find_byte.h"
#include "gatehouse/schema/utf8.h"

namespace gatehouse::schema {
namespace {

// The character after the backslash: 'u' for control characters without a short form, 0 for characters that
// need no escape.
constexpr auto escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = 'u';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  table['"'] = '"';
  table['\\'] = '\\';
  return table;
}();

void write_escape(std::string& out, unsigned char byte) {
  out += '\\';
  out += escapes[byte];
  if (escapes[byte] == 'u') {
    out += "00";
    append_hex(out, byte);
  }
}

constexpr unsigned char space = ' ';
constexpr unsigned char quote = '"';
constexpr unsigned char backslash = '\\';
constexpr unsigned char last_ascii = 0x7f;

/// Returns how many bytes at the beginning of the text can be copied unchanged.
std::size_t plain_size(std::string_view text) noexcept {
  const auto* const end = find_byte(text.data(), text.data() + text.size(), [](auto bytes) {
    return bytes < space || bytes > last_ascii || bytes == quote || bytes == backslash;
  });
  return static_cast<std::size_t>(end - text.data());
}

template <class Number>
void write_number(std::string& out, Number number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  out.append(buffer, end);
}

}  // namespace

void write_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t copied = 0;  // everything before this index is in the output
  auto i = plain_size(text);
  const auto copy_run = [&] { out.append(text, copied, i - copied); };
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (escapes[byte] != 0) {
        copy_run();
        write_escape(out, byte);
        copied = i + 1;
      }
      ++i;
    } else if (const auto length = utf8_sequence_length(text.substr(i))) {
      i += length;
    } else {
      copy_run();
      out += "\xef\xbf\xbd";
      copied = ++i;
    }
  }
  copy_run();
  out += '"';
}

void write_json_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  write_number(out, number);
  if (number == 0 && std::signbit(number))
    out += ".0";  // as "-0" it would be read back as an integer, which has no negative zero
}

void write_json_integer(std::string& out, std::int64_t number) { write_number(out, number); }
void write_json_unsigned(std::string& out, std::uint64_t number) { write_number(out, number); }

}  // namespace gatehouse::schema
