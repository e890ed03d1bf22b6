#pragma once
// SPDX-License-Identifier: Apache-2.0
// The errors of operations on accounts.

#include <cstddef>
#include <optional>
#include <string_view>

#include "auth/error_name.h"
#include "auth/passwords/password_refusal.h"
#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::auth {

enum class AccountErrorCode {
  invalid_email,      ///< not an address by the rule of the HTML standard
  password_refused,   ///< by the policy; `AccountError::refusal()` says why
  email_taken,        ///< another account has the address, in upper or lower case
  wrong_credentials,  ///< unknown or disabled account, or wrong password; callers are not told which
  not_found,          ///< there is no such account
  invalid_scope,      ///< not a list of words (RFC 6749 3.3), too long, or more than the user may have
  conflict,           ///< the account is not in the version that the change expects
  busy,               ///< too many passwords wait to be hashed; try again in a moment
  unavailable,        ///< the store cannot serve requests now, or the hash library failed; try again later
};
BOOST_DESCRIBE_ENUM(AccountErrorCode, invalid_email, password_refused, email_taken, wrong_credentials,
                    not_found, invalid_scope, conflict, busy, unavailable)

/// What was wrong with credentials. Only for the log (CWE-204).
enum class CredentialFault {
  wrong_password,
  unknown_account,
  account_disabled,
};
BOOST_DESCRIBE_ENUM(CredentialFault, wrong_password, unknown_account, account_disabled)

/// One of the codes, and with `password_refused` the reason of the policy.
///
///     if (created.error() == AccountError::email_taken) …
class AccountError {
 public:
  using enum AccountErrorCode;

  /// Makes `unavailable`. `result::error()` needs it for results without an error.
  constexpr AccountError() noexcept = default;
  constexpr AccountError(AccountErrorCode code) noexcept : code_(code) {}  // NOLINT: it is one
  /// Makes `password_refused` with its reason.
  /// `limit` is the one that was broken, if the reason is about a limit.
  constexpr explicit AccountError(PasswordRefusal why, std::size_t limit = 0) noexcept
      : code_(password_refused), refusal_(why), limit_(limit) {}

  /// Makes `wrong_credentials` with what was wrong.
  constexpr explicit AccountError(CredentialFault fault) noexcept : code_(wrong_credentials), fault_(fault) {}

  [[nodiscard]] constexpr AccountErrorCode code() const noexcept { return code_; }
  /// Returns the reason with `password_refused`, and nullopt otherwise.
  [[nodiscard]] constexpr std::optional<PasswordRefusal> refusal() const noexcept { return refusal_; }

  /// Returns the limit that the password broke, in characters or bytes; 0 with other reasons.
  [[nodiscard]] constexpr std::size_t limit() const noexcept { return limit_; }
  /// Returns what was wrong with credentials, with `wrong_credentials`. Only for the log and for metrics.
  [[nodiscard]] constexpr CredentialFault fault() const noexcept { return fault_; }

  /// Returns in one word what was wrong with credentials. Only for the log.
  [[nodiscard]] std::string_view fault_name() const noexcept;

  /// Compares what went wrong, and not the limits.
  constexpr bool operator==(const AccountError& other) const noexcept {
    return code_ == other.code_ && refusal_ == other.refusal_ && fault_ == other.fault_;
  }
  constexpr bool operator==(AccountErrorCode code) const noexcept { return code_ == code; }

 private:
  AccountErrorCode code_ = unavailable;
  std::optional<PasswordRefusal> refusal_;
  std::size_t limit_ = 0;
  CredentialFault fault_ = CredentialFault::wrong_password;
};

/// The result of an operation on accounts.
template <class T = void>
using AccountResult = result<T, AccountError>;

/// Returns what a failure of the store means for the caller.
[[nodiscard]] AccountError account_error_of(store::StoreError error) noexcept;

/// Throws std::runtime_error. `result::value()` calls it on an error.
[[noreturn]] void throw_exception_from_error(AccountError error, const boost::source_location& where);

}  // namespace gatehouse::auth
