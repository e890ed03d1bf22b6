#pragma once
// SPDX-License-Identifier: Apache-2.0
// Calls crypt(3) of libxcrypt safely.

#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto::detail {

/// The maximum length of a password for libxcrypt (CRYPT_MAX_PASSPHRASE_SIZE without the terminating NUL).
inline constexpr std::size_t max_crypt_password = 511;

/// Returns the encoded hash of `password` with `setting`, which may be a whole hash. Fails with
/// engine_failed, also for a password that is longer or contains NUL, where crypt would silently stop
/// (CWE-158). Thread-safe. Wipes its working memory.
[[nodiscard]] result<std::string, PasswordError> call_crypt(std::string_view password,
                                                            std::string_view setting);

}  // namespace gatehouse::crypto::detail
