#pragma once
// SPDX-License-Identifier: Apache-2.0
// Accounts' passwords, hashed and checked off the I/O threads; every wrong answer costs the same work.

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

/// The hasher in the words of accounts. Thread-safe. Each operation may fail with `busy` or `unavailable`.
class PasswordChecks {
 public:
  /// The hasher outlives this. `log`: null for none.
  PasswordChecks(crypto::PasswordHasher& hasher, std::shared_ptr<Log> log)
      : hasher_(hasher), log_(std::move(log)) {}

  /// A new hash, of `prepared_password_version`. `password_refused`: not for the scheme to take, should the
  /// policy have let it pass.
  [[nodiscard]] awaitable<AccountResult<std::string>> hash(Secret password, crypto::JobOptions job);

  /// Whether it is the user's password. A stored hash that can't be worked with is a no, in the same work.
  [[nodiscard]] awaitable<AccountResult<crypto::Verdict>> verify(const store::User& user,
                                                                 const Secret& password,
                                                                 crypto::JobOptions job);

  /// What would become of a row with this stored hash: `added` where it could be verified.
  [[nodiscard]] ImportOutcome check_imported(std::string_view hash) const noexcept;

  /// The work of a `verify`, for an account that does not exist (CWE-208): always a no.
  [[nodiscard]] awaitable<AccountResult<crypto::Verdict>> verify_nobody(crypto::JobOptions job);

 private:
  crypto::PasswordHasher& hasher_;
  std::shared_ptr<Log> log_;
};

}  // namespace gatehouse::auth
