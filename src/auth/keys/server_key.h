#pragma once
// SPDX-License-Identifier: Apache-2.0
// The keys that are derived from the server's secret, one for each purpose.

#include <cstdint>

#include "gatehouse/base/secret.h"

namespace gatehouse::auth {

/// The purpose of a derived key. The text of a purpose must never change, since its key would change with it.
enum class KeyPurpose : std::uint8_t {
  device_cookie,  ///< authenticates the cookies of known devices
  audit_seal,     ///< seals the audit record
};

/// Returns the key for `purpose`, 32 bytes, derived from SERVER_SECRET_KEY by HKDF-SHA-256. One key reveals
/// nothing about the others. Throws std::runtime_error if OpenSSL fails.
[[nodiscard]] Secret derive_key(const Secret& server_secret, KeyPurpose purpose);

}  // namespace gatehouse::auth
