#pragma once
// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4): a fixed name for bytes.

#include <array>
#include <string_view>

namespace gatehouse::crypto {

using Sha256Digest = std::array<char, 32>;

/// The digest of `bytes`. Not for passwords, which can be guessed; fit for secrets of 256 random bits.
[[nodiscard]] Sha256Digest sha256(std::string_view bytes) noexcept;

}  // namespace gatehouse::crypto
