#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts what becomes of logins, sessions and limited attempts, for metrics.

#include <boost/describe/enum.hpp>
#include <cstddef>

#include "auth/accounts/account_error.h"
#include "auth/throttle/limit.h"
#include "gatehouse/base/counters.h"

namespace gatehouse::auth {

/// What became of a login.
enum class LoginResult {
  success,
  wrong_password,
  unknown_account,
  account_disabled,
  throttled,      ///< a limit on guessing was reached
  invalid_scope,  ///< more was asked for than the user may have
  busy,           ///< too many passwords waited to be hashed
  unavailable,    ///< the store could not be used
};
BOOST_DESCRIBE_ENUM(LoginResult, success, wrong_password, unknown_account, account_disabled, throttled,
                    invalid_scope, busy, unavailable)

/// What became of a session.
enum class SessionEvent { begun, refreshed };

/// The counters of the rules. Thread-safe; a program has one.
class Counts {
 public:
  void add(LoginResult result) noexcept { logins_.add(static_cast<std::size_t>(result)); }
  /// Counts a failed login.
  void add(const AccountError& error) noexcept { add(result_of(error)); }
  /// Counts an attempt that a limit has refused.
  void add(throttle::Limit limit) noexcept { refused_.add(static_cast<std::size_t>(limit)); }
  void add(SessionEvent event) noexcept { sessions_.add(static_cast<std::size_t>(event)); }

  [[nodiscard]] std::uint64_t sum(LoginResult result) const noexcept {
    return logins_.sum(static_cast<std::size_t>(result));
  }
  [[nodiscard]] std::uint64_t sum(throttle::Limit limit) const noexcept {
    return refused_.sum(static_cast<std::size_t>(limit));
  }
  [[nodiscard]] std::uint64_t sum(SessionEvent event) const noexcept {
    return sessions_.sum(static_cast<std::size_t>(event));
  }

  /// Returns the result of a login that fails with this error.
  [[nodiscard]] static LoginResult result_of(const AccountError& error) noexcept {
    switch (error.code()) {
      case AccountError::wrong_credentials:
        switch (error.fault()) {
          case CredentialFault::wrong_password:
            return LoginResult::wrong_password;
          case CredentialFault::unknown_account:
            return LoginResult::unknown_account;
          case CredentialFault::account_disabled:
            return LoginResult::account_disabled;
        }
        return LoginResult::wrong_password;
      case AccountError::invalid_scope:
        return LoginResult::invalid_scope;
      case AccountError::busy:
        return LoginResult::busy;
      default:
        return LoginResult::unavailable;
    }
  }

 private:
  static constexpr std::size_t login_results = static_cast<std::size_t>(LoginResult::unavailable) + 1;

  Counters logins_{login_results};
  Counters refused_{throttle::limit_count};
  Counters sessions_{2};
};

}  // namespace gatehouse::auth
