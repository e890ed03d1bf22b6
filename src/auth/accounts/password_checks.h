#pragma once
// SPDX-License-Identifier: Apache-2.0
// Hashes and verifies accounts' passwords off the I/O threads. Every wrong answer costs the same work.

#include <memory>
#include <string>
#include <string_view>

#include "auth/accounts/account_error.h"
#include "auth/accounts/imported_user.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/pool/password_hasher.h"
#include "store/user.h"

namespace gatehouse::auth {

/// Wraps the hasher for accounts. Thread-safe. Each operation may fail with `busy` or `unavailable`.
class PasswordChecks {
 public:
  /// The hasher must outlive this. `log` may be null.
  PasswordChecks(crypto::PasswordHasher& hasher, std::shared_ptr<Log> log)
      : hasher_(hasher), log_(std::move(log)) {}

  /// Returns a new hash, of `prepared_password_version`. Fails with `password_refused` when the scheme cannot
  /// take the password although the policy allowed it.
  [[nodiscard]] awaitable<AccountResult<std::string>> hash(Secret password, crypto::JobOptions job);

  /// Returns whether this is the user's password. A stored hash that cannot be used counts as a wrong
  /// password, after the same work.
  [[nodiscard]] awaitable<AccountResult<crypto::Verdict>> verify(const store::User& user,
                                                                 const Secret& password,
                                                                 crypto::JobOptions job);

  /// Returns the outcome of importing a user with this hash: `added` when the hash can be verified.
  [[nodiscard]] ImportOutcome check_imported(std::string_view hash) const noexcept;

  /// Does the work of a `verify` for an account that does not exist (CWE-208). The result is always negative.
  [[nodiscard]] awaitable<AccountResult<crypto::Verdict>> verify_nobody(crypto::JobOptions job);

 private:
  crypto::PasswordHasher& hasher_;
  std::shared_ptr<Log> log_;
};

}  // namespace gatehouse::auth
