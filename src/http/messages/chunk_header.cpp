// SPDX-License-Identifier: Apache-2.0

#include "http/messages/chunk_header.h"

#include "gatehouse/base/ascii.h"
#include "http/messages/characters.h"

namespace gatehouse::http {
namespace {

constexpr std::size_t most_digits = 16;  // for 64 bits

// Skips BWS (RFC 9110 5.6.3).
void skip_space(std::string_view& text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

bool skip(std::string_view& text, char c) noexcept {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool skip_token(std::string_view& text) noexcept {
  const auto size = token_size(text);
  text.remove_prefix(size);
  return size != 0;
}

// Skips a quoted string after its opening quote, including the closing quote (RFC 9110 5.6.4).
bool skip_quoted(std::string_view& text) noexcept {
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '"') return true;
    if (c != '\\') continue;
    if (text.empty()) return false;
    text.remove_prefix(1);
  }
  return false;
}

// Returns whether the text is *( BWS ";" BWS name [ BWS "=" BWS value ] ) of RFC 9112 7.1.1.
bool are_extensions(std::string_view text) noexcept {
  while (!text.empty()) {
    skip_space(text);
    if (!skip(text, ';')) return false;
    skip_space(text);
    if (!skip_token(text)) return false;
    auto value = text;
    skip_space(value);
    if (!skip(value, '=')) continue;
    skip_space(value);
    if (!(skip(value, '"') ? skip_quoted(value) : skip_token(value))) return false;
    text = value;
  }
  return true;
}

}  // namespace

bool parse_chunk_header(std::string_view line, ChunkHeader& out) noexcept {
  out.size = 0;
  std::size_t digits = 0;
  for (; digits < line.size() && hex_value(line[digits]) >= 0; ++digits) {
    if (digits == most_digits) return false;
    out.size = out.size << 4 | static_cast<unsigned>(hex_value(line[digits]));
  }
  out.extension_bytes = line.size() - digits;
  return digits != 0 && are_extensions(line.substr(digits));
}

}  // namespace gatehouse::http
