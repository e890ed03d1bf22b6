#pragma once
// SPDX-License-Identifier: Apache-2.0
// Changes that users make to their own accounts. Each asks for the password, since a token may be stolen.

#include <memory>
#include <optional>
#include <string>

#include "auth/accounts/account_error.h"
#include "auth/accounts/accounts.h"
#include "auth/accounts/password_checks.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/pool/password_hasher.h"
#include "store/store.h"

namespace gatehouse::auth {

/// The rules for such changes. Thread-safe; a program has one. In addition to the errors that it names, each
/// operation may fail with `wrong_credentials` (the password is wrong or the user is disabled), `not_found`,
/// `busy` and `unavailable`. A `job` names the caller. When its `abandon` is stopped, hashes that still wait
/// are dropped and the operation fails with `busy`. A change is in force, in the copies of all workers too,
/// when its caller gets the result.
class OwnAccount {
 public:
  /// Store, hasher and policy must outlive this. `log` may be null.
  OwnAccount(store::Store& store, crypto::PasswordHasher& hasher, const PasswordPolicy& policy,
             std::shared_ptr<Log> log)
      : store_(store), policy_(policy), passwords_(hasher, std::move(log)) {}

  /// Changes the password and ends the user's sessions except `kept_session`. Fails with `password_refused`.
  [[nodiscard]] awaitable<AccountResult<store::User>> change_password(store::Actor by, Uuid id,
                                                                      Secret old_password,
                                                                      Secret new_password,
                                                                      std::optional<Uuid> kept_session,
                                                                      crypto::JobOptions job);

  /// Changes the address and ends the user's sessions except `kept_session`. Fails with
  /// `invalid_email` or `email_taken`.
  [[nodiscard]] awaitable<AccountResult<store::User>> change_email(store::Actor by, Uuid id,
                                                                   std::string email, Secret password,
                                                                   std::optional<Uuid> kept_session,
                                                                   crypto::JobOptions job);

  /// Deletes the account.
  [[nodiscard]] awaitable<AccountResult<>> leave(store::Actor by, Uuid id, Secret password,
                                                 crypto::JobOptions job);

 private:
  /// Returns the user if the password is right and was not changed while it was verified.
  [[nodiscard]] awaitable<AccountResult<store::User>> confirm(Uuid id, const Secret& password,
                                                              const crypto::JobOptions& job);

  store::Store& store_;
  const PasswordPolicy& policy_;
  PasswordChecks passwords_;
};

}  // namespace gatehouse::auth
