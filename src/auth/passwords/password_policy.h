#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which passwords may be chosen: long enough, kept whole, and not among the first that attackers try.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "auth/passwords/password_refusal.h"
#include "gatehouse/base/email.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::auth {

/// The policy's limits. Characters are code points of the prepared password (`crypto::prepare_password`).
struct PasswordLimits {
  std::size_t min_characters = 8;  ///< NIST SP 800-63B 5.1.1.2
  std::size_t max_characters = 128;
  std::size_t max_bytes = 72;  ///< `max_password_bytes()` of the scheme that makes new hashes; here bcrypt's
};

/// Judges new passwords (never those that someone logs in with). Immutable, thread-safe.
class PasswordPolicy {
 public:
  explicit PasswordPolicy(PasswordLimits limits = {}) : limits_(limits) {}

  /// Why `password` is refused for the account of `email`, or nothing. Of several reasons, the first in the
  /// order contains_nul, not_text, too_short, too_long, too_many_bytes, same_as_email, too_common.
  [[nodiscard]] std::optional<PasswordRefusal> find_refusal(const Secret& password, const Email& email) const;

  /// What is wrong, and what the limit is, in words for the one who chose the password.
  [[nodiscard]] std::string message_of(PasswordRefusal refusal) const;

  [[nodiscard]] const PasswordLimits& limits() const noexcept { return limits_; }

 private:
  PasswordLimits limits_;
};

}  // namespace gatehouse::auth
