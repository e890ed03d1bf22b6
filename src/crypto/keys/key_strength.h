#pragma once
// SPDX-License-Identifier: Apache-2.0
// Detects public keys that are well-formed but insecure.

#include <optional>
#include <string_view>

#include "gatehouse/crypto/keys/public_key.h"

namespace gatehouse::crypto::detail {

/// Returns what is wrong with an RSA key, or nothing: a modulus with too few or too many bits, even, with a
/// small factor, or of the form that Infineon's chips generated (CVE-2017-15361, "ROCA"); an exponent that is
/// even, 1, or longer than 64 bits. Numbers are big-endian without leading zeros.
[[nodiscard]] std::optional<PublicKeyError> check_rsa(std::string_view modulus, std::string_view exponent);

/// Returns what is wrong with an Ed25519 key, or nothing: not 32 bytes, y not less than p, not a point of
/// the curve (RFC 8032 5.1.3), or one of the eight points of small order, for which one signature is valid
/// for every message.
[[nodiscard]] std::optional<PublicKeyError> check_ed25519(std::string_view point);

}  // namespace gatehouse::crypto::detail
