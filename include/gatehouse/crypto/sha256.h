#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SHA-256 digest (FIPS 180-4).

#include <array>
#include <string_view>

namespace gatehouse::crypto {

using Sha256Digest = std::array<char, 32>;

/// Returns the digest of `bytes`. Not suitable for passwords, which can be guessed; suitable for secrets of
/// 256 random bits.
[[nodiscard]] Sha256Digest sha256(std::string_view bytes) noexcept;

}  // namespace gatehouse::crypto
