#pragma once
// SPDX-License-Identifier: Apache-2.0
// One password, one sequence of bytes, whatever keyboard it was typed on.

#include <cstddef>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto {

/// Longer texts are refused before they are normalized (CWE-400).
inline constexpr std::size_t max_password_text = 4096;

/// Prepares as RFC 8265's OpaqueString does (4.2): spaces other than ASCII's become U+0020, then NFC; case
/// and width stay. Unlike it, control and unassigned characters pass: what people already log in with must go
/// on working. Errors: empty, not_text, contains_nul, too_long (over `max_password_text`). Twice is the same
/// as once.
[[nodiscard]] result<Secret, PasswordError> prepare_password(std::string_view text);

}  // namespace gatehouse::crypto
