#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a user does with the own account: each step asks for the password again, since a token may be stolen.

#include <memory>
#include <optional>
#include <string>

#include "auth/accounts/account_error.h"
#include "auth/accounts/accounts.h"
#include "auth/passwords/password_checks.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/pool/password_hasher.h"
#include "store/store.h"

namespace gatehouse::auth {

/// The rules for it. Thread-safe; one a program. Each operation may fail with `wrong_credentials` (the
/// password, or the user is disabled), `not_found`, `busy` and `unavailable` beside the errors that it names.
/// A `job` names who asks, and once its `abandon` is stopped, hashes that still wait are dropped (`busy`).
/// Changes are in force, in the copies of all contexts too, when their caller is answered.
class OwnAccount {
 public:
  /// Store, hasher and policy outlive this. `log`: null for none.
  OwnAccount(store::Store& store, crypto::PasswordHasher& hasher, const PasswordPolicy& policy,
             std::shared_ptr<Log> log)
      : store_(store), policy_(policy), passwords_(hasher, std::move(log)) {}

  /// Another password, and the end of the user's sessions but `kept_session`. `password_refused`.
  [[nodiscard]] awaitable<AccountResult<store::User>> change_password(Uuid id, Secret old_password,
                                                                      Secret new_password,
                                                                      std::optional<Uuid> kept_session,
                                                                      crypto::JobOptions job);

  /// Another address, and the end of the user's sessions but `kept_session`. `invalid_email`, `email_taken`.
  [[nodiscard]] awaitable<AccountResult<store::User>> change_email(Uuid id, std::string email,
                                                                   Secret password,
                                                                   std::optional<Uuid> kept_session,
                                                                   crypto::JobOptions job);

  /// The end of the account.
  [[nodiscard]] awaitable<AccountResult<>> leave(Uuid id, Secret password, crypto::JobOptions job);

 private:
  /// The user, if this is the password and stayed it while it was verified.
  [[nodiscard]] awaitable<AccountResult<store::User>> confirm(Uuid id, const Secret& password,
                                                              const crypto::JobOptions& job);

  store::Store& store_;
  const PasswordPolicy& policy_;
  PasswordChecks passwords_;
};

}  // namespace gatehouse::auth
