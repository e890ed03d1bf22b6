#pragma once
// SPDX-License-Identifier: Apache-2.0
// HKDF with SHA-256 (RFC 5869): derives keys for several purposes from one secret.

#include <cstddef>
#include <string_view>

#include "gatehouse/base/secret.h"

namespace gatehouse::crypto {

/// The largest `size` of `hkdf_sha256`: 255 hashes (RFC 5869 2.3).
inline constexpr std::size_t max_hkdf_size = 255 * 32;

/// Returns `size` bytes derived from `secret`, which should contain at least 128 random bits. A key with one
/// `info` reveals nothing about keys with another `info` or about the secret. Throws std::runtime_error if
/// `size` is 0 or over `max_hkdf_size`, or if OpenSSL fails.
///
///     const Secret key = crypto::hkdf_sha256(server_secret, "", "gatehouse device cookie", 32);
[[nodiscard]] Secret hkdf_sha256(const Secret& secret, std::string_view salt, std::string_view info,
                                 std::size_t size);

}  // namespace gatehouse::crypto
