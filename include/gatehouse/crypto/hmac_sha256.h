#pragma once
// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 (RFC 2104) with a key that is hashed once in advance.

#include <array>
#include <cstdint>
#include <string_view>

namespace gatehouse::crypto {

/// A keyed message authentication code. Stores the SHA-256 states after the inner and the outer block of the
/// key, not the key itself. This saves two compressions for each code, and OpenSSL's look-up of the
/// algorithm. The states are wiped on destruction.
class HmacSha256 {
 public:
  using Code = std::array<char, 32>;

  /// Prepares the key, once for all messages.
  explicit HmacSha256(std::string_view key) noexcept;
  HmacSha256(const HmacSha256&) = default;
  HmacSha256& operator=(const HmacSha256&) = default;
  ~HmacSha256();

  /// Returns the code of `message`. Thread-safe.
  [[nodiscard]] Code code(std::string_view message) const noexcept;

 private:
  using State = std::array<std::uint32_t, 8>;
  State inner_;
  State outer_;
};

}  // namespace gatehouse::crypto
