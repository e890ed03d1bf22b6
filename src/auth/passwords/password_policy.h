#pragma once
// SPDX-License-Identifier: Apache-2.0
// The rules for new passwords: long enough, not truncated, and not among those that attackers try first.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "auth/passwords/password_refusal.h"
#include "gatehouse/base/email.h"
#include "gatehouse/base/secret.h"

namespace gatehouse::auth {

/// The policy's limits. A character is a code point of the prepared password (`crypto::prepare_password`).
struct PasswordLimits {
  std::size_t min_characters = 8;  ///< NIST SP 800-63B 5.1.1.2
  std::size_t max_characters = 128;
  std::size_t max_bytes = 72;  ///< the most that the scheme of new hashes takes; bcrypt's by default
};

/// Checks new passwords, but never those of a login. Immutable and thread-safe.
class PasswordPolicy {
 public:
  explicit PasswordPolicy(PasswordLimits limits = {}) : limits_(limits) {}

  /// Returns why `password` is refused for the account of `email`, or nullopt. Of several reasons
  /// it returns the first in the order contains_nul, not_text, too_short, too_long,
  /// too_many_bytes, same_as_email, too_common.
  [[nodiscard]] std::optional<PasswordRefusal> find_refusal(const Secret& password, const Email& email) const;

  /// Returns the limit that such a refusal is about, or 0.
  [[nodiscard]] std::size_t limit_of(PasswordRefusal refusal) const noexcept;

  /// Returns what is wrong and what the limit is, as a message for the user.
  [[nodiscard]] std::string message_of(PasswordRefusal refusal) const {
    return auth::message_of(refusal, limit_of(refusal));
  }

  [[nodiscard]] const PasswordLimits& limits() const noexcept { return limits_; }

 private:
  PasswordLimits limits_;
};

}  // namespace gatehouse::auth
