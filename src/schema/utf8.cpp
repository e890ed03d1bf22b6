// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/utf8.h"

namespace gatehouse::schema {
namespace {

struct Sequence {
  std::size_t length;  // of the whole sequence; 0 if the byte cannot start one
  // The bounds of the second byte. They exclude overlong forms, surrogates and code points above U+10FFFF.
  unsigned char low;
  unsigned char high;
};

constexpr Sequence sequence_of(unsigned char first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xc2) return {0, 0, 0};
  if (first < 0xe0) return {2, 0x80, 0xbf};
  if (first == 0xe0) return {3, 0xa0, 0xbf};
  if (first == 0xed) return {3, 0x80, 0x9f};
  if (first < 0xf0) return {3, 0x80, 0xbf};
  if (first == 0xf0) return {4, 0x90, 0xbf};
  if (first < 0xf4) return {4, 0x80, 0xbf};
  if (first == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

// The number of bytes at the start of a text that form a sequence or the longest prefix of one.
struct Scanned {
  std::size_t bytes;
  bool is_complete;
};

Scanned scan(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto sequence = sequence_of(byte(0));
  if (sequence.length == 0) return {1, false};
  for (std::size_t i = 1; i < sequence.length; ++i) {
    const unsigned char low = i == 1 ? sequence.low : 0x80;
    const unsigned char high = i == 1 ? sequence.high : 0xbf;
    if (i == text.size() || byte(i) < low || byte(i) > high) return {i, false};
  }
  return {sequence.length, true};
}

}  // namespace

std::size_t count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

std::size_t utf8_sequence_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const auto scanned = scan(text);
  return scanned.is_complete ? scanned.bytes : 0;
}

std::string to_valid_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto scanned = scan(bytes);
    text += scanned.is_complete ? bytes.substr(0, scanned.bytes) : std::string_view{"\xef\xbf\xbd"};
    bytes.remove_prefix(scanned.bytes);
  }
  return text;
}

}  // namespace gatehouse::schema
