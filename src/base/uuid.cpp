// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/uuid.h"

#include <chrono>
#include <cstring>
#include <span>

#include "gatehouse/base/ascii.h"

namespace gatehouse {
namespace {

constexpr std::size_t text_length = 36;

/// Puts version and variant into random bytes (RFC 9562 4).
Uuid with_version(Uuid::Bytes bytes, unsigned version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | version << 4);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return Uuid{bytes};
}

constexpr bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

}  // namespace

Uuid Uuid::random(Random& source) {
  Bytes bytes;
  source.fill(std::as_writable_bytes(std::span{bytes}));
  return with_version(bytes, 4);
}

Uuid Uuid::version_7(TimePoint now, Random& source) {
  Bytes bytes;
  source.fill(std::as_writable_bytes(std::span{bytes}));
  const auto since = std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count();
  auto count = static_cast<std::uint64_t>(since);
  for (int i = 5; i >= 0; --i, count >>= 8)
    bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(count);
  return with_version(bytes, 7);
}

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != text_length) return std::nullopt;
  Bytes bytes{};
  std::size_t digit = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    bytes[digit / 2] = static_cast<std::uint8_t>(bytes[digit / 2] << 4 | value);
    ++digit;
  }
  return Uuid{bytes};
}

std::string Uuid::to_string() const {
  std::string text(text_length, '\0');
  write(text.data());
  return text;
}

void Uuid::write(char* out) const noexcept {
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
    *out++ = hex_digits[bytes_[i] >> 4];
    *out++ = hex_digits[bytes_[i] & 0x0f];
  }
}

}  // namespace gatehouse

std::size_t std::hash<gatehouse::Uuid>::operator()(const gatehouse::Uuid& id) const noexcept {
  // Any eight bytes will do, because the bytes are random.
  std::size_t value = 0;
  std::memcpy(&value, id.bytes().data() + 8, sizeof value);
  return value;
}
