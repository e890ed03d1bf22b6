#pragma once
// SPDX-License-Identifier: Apache-2.0
// The keys that are derived from the server's own secret, one for each purpose.

#include <cstdint>

#include "gatehouse/base/secret.h"

namespace gatehouse::auth {

/// What a derived key is for. A purpose's text is never changed: that would change its key.
enum class KeyPurpose : std::uint8_t {
  device_cookie,  ///< authenticates the cookies of known devices
};

/// The key for `purpose`, 32 bytes, from SERVER_SECRET_KEY by HKDF-SHA-256. Knowing one key tells nothing of
/// the others. Throws std::runtime_error if OpenSSL fails.
[[nodiscard]] Secret derive_key(const Secret& server_secret, KeyPurpose purpose);

}  // namespace gatehouse::auth
