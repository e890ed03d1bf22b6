#pragma once
// SPDX-License-Identifier: Apache-2.0
// crypt(3) of libxcrypt, called safely.

#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto::detail {

/// The longest password that libxcrypt takes (CRYPT_MAX_PASSPHRASE_SIZE, less the end mark).
inline constexpr std::size_t max_crypt_password = 511;

/// The encoded hash of `password` by `setting`, which may be a whole hash. Thread-safe; wipes what it worked
/// with. engine_failed: also for a longer password, or one with NUL, where crypt would stop silently
/// (CWE-158).
[[nodiscard]] result<std::string, PasswordError> call_crypt(std::string_view password,
                                                            std::string_view setting);

}  // namespace gatehouse::crypto::detail
