#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an operation on accounts did not do what was asked.

#include <optional>
#include <string_view>

#include "auth/error_name.h"
#include "auth/passwords/password_refusal.h"
#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::auth {

enum class AccountErrorCode {
  invalid_email,      ///< not an address by the HTML standard's rule
  password_refused,   ///< by the policy; `AccountError::refusal()` says why
  email_taken,        ///< another account has the address, in whatever case
  wrong_credentials,  ///< no such account, a wrong password, or a disabled account: nobody is told which
  not_found,          ///< there is no such account
  invalid_scope,      ///< no list of words (RFC 6749 3.3), too long a one, or more than the user may have
  busy,               ///< too many passwords are waiting to be hashed: try again shortly
  unavailable,        ///< the store can't serve now, or the hash library failed: try again later
};
BOOST_DESCRIBE_ENUM(AccountErrorCode, invalid_email, password_refused, email_taken, wrong_credentials,
                    not_found, invalid_scope, busy, unavailable)

/// What was wrong with credentials: for the log only (CWE-204).
enum class CredentialFault {
  wrong_password,
  unknown_account,
  account_disabled,
};
BOOST_DESCRIBE_ENUM(CredentialFault, wrong_password, unknown_account, account_disabled)

/// One of the codes, and with `password_refused` what the policy has against the password.
///
///     if (created.error() == AccountError::email_taken) …
class AccountError {
 public:
  using enum AccountErrorCode;

  /// `unavailable`: what `result::error()` makes where there is none.
  constexpr AccountError() noexcept = default;
  constexpr AccountError(AccountErrorCode code) noexcept : code_(code) {}  // NOLINT: it is one
  /// `password_refused`, and why.
  constexpr explicit AccountError(PasswordRefusal why) noexcept : code_(password_refused), refusal_(why) {}

  /// `wrong_credentials`, and what was wrong with them.
  constexpr explicit AccountError(CredentialFault fault) noexcept : code_(wrong_credentials), fault_(fault) {}

  [[nodiscard]] constexpr AccountErrorCode code() const noexcept { return code_; }
  /// Set with `password_refused` alone.
  [[nodiscard]] constexpr std::optional<PasswordRefusal> refusal() const noexcept { return refusal_; }

  /// The fault of credentials in one word, for the log only.
  [[nodiscard]] std::string_view fault_name() const noexcept;

  constexpr bool operator==(const AccountError&) const = default;
  constexpr bool operator==(AccountErrorCode code) const noexcept { return code_ == code; }

 private:
  AccountErrorCode code_ = unavailable;
  std::optional<PasswordRefusal> refusal_;
  CredentialFault fault_ = CredentialFault::wrong_password;
};

/// The outcome of an operation on accounts.
template <class T = void>
using AccountResult = result<T, AccountError>;

/// What a failure of the store means for who asked.
[[nodiscard]] AccountError account_error_of(store::StoreError error) noexcept;

/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(AccountError error, const boost::source_location& where);

}  // namespace gatehouse::auth
