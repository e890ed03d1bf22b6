#pragma once
// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 (RFC 2104) whose key has been digested beforehand.

#include <array>
#include <cstdint>
#include <string_view>

namespace gatehouse::crypto {

/// A keyed message authentication code. Holds the SHA-256 states after the key's inner and outer block, not
/// the key: each code then costs two compressions less, and none of OpenSSL's look-ups. Wiped when it goes.
class HmacSha256 {
 public:
  /// A code: 32 bytes.
  using Code = std::array<char, 32>;

  /// Prepares the key once for all messages.
  explicit HmacSha256(std::string_view key) noexcept;
  /// A copy of the prepared key.
  HmacSha256(const HmacSha256&) = default;
  /// A copy of the prepared key.
  HmacSha256& operator=(const HmacSha256&) = default;
  ~HmacSha256();

  /// The code of `message`. Thread-safe.
  [[nodiscard]] Code code(std::string_view message) const noexcept;

 private:
  using State = std::array<std::uint32_t, 8>;
  State inner_;
  State outer_;
};

}  // namespace gatehouse::crypto
