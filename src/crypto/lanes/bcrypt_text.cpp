// SPDX-License-Identifier: Apache-2.0
#include "crypto/lanes/bcrypt_text.h"

#include <cstdint>

namespace gatehouse::crypto::detail {
namespace {

// The alphabet in the order of OpenBSD's bcrypt.
constexpr std::string_view letters = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

std::string write_letters(std::span<const std::byte> bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const auto byte : bytes) {
    bits = bits << 8 | std::to_integer<std::uint32_t>(byte);
    for (count += 8; count >= 6; count -= 6) text += letters[bits >> (count - 6) & 0x3f];
  }
  if (count > 0) text += letters[bits << (6 - count) & 0x3f];
  return text;
}

/// Returns false if a character is not in the alphabet.
bool read_letters(std::string_view text, std::span<std::byte> bytes) noexcept {
  std::uint32_t bits = 0;
  int count = 0;
  std::size_t filled = 0;
  for (const char letter : text) {
    const auto value = letters.find(letter);
    if (value == letters.npos) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8 && filled < bytes.size()) {
      count -= 8;
      bytes[filled++] = static_cast<std::byte>(bits >> count);
    }
  }
  return filled == bytes.size();
}

}  // namespace

std::optional<BcryptSetting> read_bcrypt_setting(std::string_view text) noexcept {
  if (text.size() < BcryptSetting::text_size) return std::nullopt;
  BcryptSetting setting;
  if (text.starts_with("$2a$")) {
    setting.form = KeyForm::guarded;
  } else if (!text.starts_with("$2b$") && !text.starts_with("$2y$")) {
    return std::nullopt;
  }
  const auto tens = text[4];
  const auto ones = text[5];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9' || text[6] != '$') return std::nullopt;
  setting.cost = (tens - '0') * 10 + (ones - '0');
  if (setting.cost < 4 || setting.cost > 31) return std::nullopt;
  if (!read_letters(text.substr(7, 22), setting.salt)) return std::nullopt;
  return setting;
}

std::string write_bcrypt_setting(int cost, std::span<const std::byte, 16> salt) {
  std::string text = "$2b$00$";
  text[4] = static_cast<char>('0' + cost / 10);
  text[5] = static_cast<char>('0' + cost % 10);
  return text + write_letters(salt);
}

std::string write_bcrypt_digest(std::span<const std::byte, 23> digest) { return write_letters(digest); }

}  // namespace gatehouse::crypto::detail
