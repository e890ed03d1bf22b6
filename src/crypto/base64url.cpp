// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/base64url.h"

#include <array>
#include <cstdint>

namespace gatehouse::crypto {
namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Set in the value of a character that is no letter, above the 24 bits that four letters make.
constexpr std::uint32_t bad = std::uint32_t{1} << 31;

using Values = std::array<std::uint32_t, 256>;

/// Each character's value, already moved to its place among the 24 bits.
constexpr Values values_shifted_by(unsigned shift) {
  Values values{};
  values.fill(bad);
  for (std::uint32_t i = 0; i < letters.size(); ++i) {
    values[static_cast<unsigned char>(letters[i])] = i << shift;
  }
  return values;
}

constexpr std::array<Values, 4> values{values_shifted_by(18), values_shifted_by(12), values_shifted_by(6),
                                       values_shifted_by(0)};

template <std::size_t Place>
std::uint32_t value(char c) noexcept {
  return values[Place][static_cast<unsigned char>(c)];
}

constexpr std::uint32_t byte(char c) noexcept { return static_cast<unsigned char>(c); }

constexpr char letter(std::uint32_t bits) noexcept { return letters[bits & 63]; }

constexpr char low_byte(std::uint32_t bits) noexcept { return static_cast<char>(bits & 255); }

}  // namespace

void encode_base64url(std::string_view bytes, char* out) noexcept {
  const char* in = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 3; left -= 3, in += 3) {
    const std::uint32_t bits = byte(in[0]) << 16 | byte(in[1]) << 8 | byte(in[2]);
    *out++ = letter(bits >> 18);
    *out++ = letter(bits >> 12);
    *out++ = letter(bits >> 6);
    *out++ = letter(bits);
  }
  if (left == 0) return;
  const std::uint32_t bits = byte(in[0]) << 16 | (left == 2 ? byte(in[1]) << 8 : 0);
  *out++ = letter(bits >> 18);
  *out++ = letter(bits >> 12);
  if (left == 2) *out = letter(bits >> 6);
}

std::string encode_base64url(std::string_view bytes) {
  std::string text(base64url_size(bytes.size()), '\0');
  encode_base64url(bytes, text.data());
  return text;
}

std::optional<std::size_t> decode_base64url(std::string_view text, char* out) noexcept {
  const char* in = text.data();
  const char* const start = out;
  std::size_t left = text.size();
  std::uint32_t seen = 0;  // one test at the end instead of one a group
  for (; left >= 4; left -= 4, in += 4, out += 3) {
    const std::uint32_t bits = value<0>(in[0]) | value<1>(in[1]) | value<2>(in[2]) | value<3>(in[3]);
    seen |= bits;
    out[0] = low_byte(bits >> 16);
    out[1] = low_byte(bits >> 8);
    out[2] = low_byte(bits);
  }
  if (left == 1) return std::nullopt;
  if (left == 2) {
    const std::uint32_t bits = value<0>(in[0]) | value<1>(in[1]);
    // Bits behind the last byte would give a token a second spelling (RFC 4648 3.5).
    if ((bits & 0xffff) != 0) return std::nullopt;
    seen |= bits;
    *out++ = low_byte(bits >> 16);
  } else if (left == 3) {
    const std::uint32_t bits = value<0>(in[0]) | value<1>(in[1]) | value<2>(in[2]);
    if ((bits & 0xff) != 0) return std::nullopt;
    seen |= bits;
    *out++ = low_byte(bits >> 16);
    *out++ = low_byte(bits >> 8);
  }
  if ((seen & bad) != 0) return std::nullopt;
  return static_cast<std::size_t>(out - start);
}

std::optional<std::string> decode_base64url(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + text.size() % 4, '\0');
  const auto size = decode_base64url(text, bytes.data());
  if (!size) return std::nullopt;
  bytes.resize(*size);
  return bytes;
}

}  // namespace gatehouse::crypto
