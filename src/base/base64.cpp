// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gatehouse {
namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Marks the value of a character that is not in the alphabet, above the 24 bits that four letters make.
constexpr std::uint32_t bad = std::uint32_t{1} << 31;

using Values = std::array<std::uint32_t, 256>;

/// The value of each character, shifted to its position among the 24 bits.
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

constexpr char plus_of(Base64 form) noexcept { return form == Base64::adapted ? '.' : '+'; }

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
  std::uint32_t seen = 0;  // tested once at the end and not in each group
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
    // Set bits after the last byte would allow a second spelling of a token (RFC 4648 3.5).
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

std::string encode_base64(Base64 form, std::string_view bytes) {
  auto text = encode_base64url(bytes);
  std::ranges::replace(text, '-', plus_of(form));
  std::ranges::replace(text, '_', '/');
  if (form == Base64::padded) text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::size_t> decode_base64(Base64 form, std::string_view text, char* out) noexcept {
  if (form == Base64::padded) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  }
  // The text is translated into the base64url alphabet and decoded in place.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '-' || c == '_') return std::nullopt;
    out[i] = c == plus_of(form) ? '-' : c == '/' ? '_' : c;
  }
  return decode_base64url({out, text.size()}, out);
}

std::optional<std::string> decode_base64(Base64 form, std::string_view text) {
  std::string bytes(text.size(), '\0');
  const auto size = decode_base64(form, text, bytes.data());
  if (!size) return std::nullopt;
  bytes.resize(*size);
  return bytes;
}

}  // namespace gatehouse
