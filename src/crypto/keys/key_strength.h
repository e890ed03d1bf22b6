#pragma once
// SPDX-License-Identifier: Apache-2.0
// Public keys that are well-formed and yet no good.

#include <optional>
#include <string_view>

#include "gatehouse/crypto/keys/public_key.h"

namespace gatehouse::crypto::detail {

/// What is wrong with an RSA key: a modulus of too few or too many bits, even, with a small factor, or of the
/// form that Infineon's chips made (CVE-2017-15361, "ROCA"); an exponent that is even, 1, or over 64 bits.
/// Numbers are big-endian without leading zeros.
[[nodiscard]] std::optional<PublicKeyError> check_rsa(std::string_view modulus, std::string_view exponent);

/// What is wrong with an Ed25519 key: not 32 bytes, y not below p, no point of the curve (RFC 8032 5.1.3), or
/// one of the eight of small order, under which one signature fits every message.
[[nodiscard]] std::optional<PublicKeyError> check_ed25519(std::string_view point);

}  // namespace gatehouse::crypto::detail
