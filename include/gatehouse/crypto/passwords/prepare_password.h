#pragma once
// SPDX-License-Identifier: Apache-2.0
// Normalizes passwords, so that the same password is the same bytes on every keyboard.

#include <cstddef>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto {

/// The maximum size of a password in bytes. Longer ones are refused before they are normalized (CWE-400).
inline constexpr std::size_t max_password_text = 4096;

/// Prepares a password like the OpaqueString profile of RFC 8265 (4.2): non-ASCII spaces become U+0020, then
/// NFC is applied; case and width are kept. Unlike that profile, it accepts control and unassigned
/// characters, because existing passwords must remain valid. Fails with empty, not_text, contains_nul or
/// too_long (over `max_password_text`). A prepared password is not changed when it is prepared again.
[[nodiscard]] result<Secret, PasswordError> prepare_password(std::string_view text);

}  // namespace gatehouse::crypto
