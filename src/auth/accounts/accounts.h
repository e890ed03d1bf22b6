#pragma once
// SPDX-License-Identifier: Apache-2.0
// Accounts and their rules: who may sign up, who is let in, and what an administrator does with them.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "auth/accounts/account_error.h"
#include "auth/accounts/imported_user.h"
#include "auth/passwords/password_checks.h"
#include "auth/passwords/password_policy.h"
#include "auth/passwords/renewals.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/email.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/pool/password_hasher.h"
#include "store/copies/user_cache.h"
#include "store/store.h"

namespace gatehouse::auth {

/// What accounts depend on beside their collaborators. Clock and randomness outlive the Accounts. (Scheme and
/// cost of new hashes are the hasher's.)
struct AccountOptions {
  PasswordLimits passwords{};
  const Clock& clock = system_clock();
  Random& random = system_random();
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
};

/// The rules of accounts. Thread-safe; one a program. Operations resume on the executor they are awaited on.
/// Each may fail with `unavailable`, those that take a password with `busy` too, beside the errors that they
/// name. A `job` names who asks (callers' hashes are computed in turn), and once its `abandon` is stopped, a
/// hash that still waits is dropped (`busy`).
///
///     auto user = co_await accounts.authenticate(form.username, form.password, job);
///     if (!user && user.error() == AccountError::wrong_credentials) …
class Accounts {
 public:
  /// Store, cache and hasher outlive this.
  Accounts(store::Store& store, store::UserCache& cache, crypto::PasswordHasher& hasher,
           AccountOptions options = {});

  /// Opens an account. `invalid_email`, `password_refused`, `email_taken`. The password is hashed before
  /// anyone looks whether the address is taken, so the time tells nothing more than the answer does.
  [[nodiscard]] awaitable<AccountResult<store::User>> sign_up(std::string email, Secret password,
                                                              crypto::JobOptions job);

  /// Whose login this is. `wrong_credentials`, after the same work whether the account is unknown or disabled
  /// or the password wrong (CWE-204, CWE-208). Notes the time. A hash of
  /// an older scheme or cost, or an imported one, is replaced soon after: the answer does not wait for that,
  /// and the user in it has the old one.
  [[nodiscard]] awaitable<AccountResult<store::User>> authenticate(std::string email, Secret password,
                                                                   crypto::JobOptions job);

  /// The user, disabled or not, from the copy of context number `worker` or else from the store. `not_found`.
  /// Only on that context's thread.
  [[nodiscard]] awaitable<AccountResult<store::UserPtr>> find_user(Uuid id, std::size_t worker);

  // For administrators. Changes are in force, in the copies of all contexts too, when their caller is
  // answered.

  /// As `sign_up`, for someone else.
  [[nodiscard]] awaitable<AccountResult<store::User>> create_user(std::string email, Secret password,
                                                                  crypto::JobOptions job,
                                                                  bool is_admin = false);

  /// Adds users with their hashes from elsewhere, all in one transaction; what became of each, in order. An
  /// address that is taken is left as it is.
  [[nodiscard]] awaitable<AccountResult<std::vector<ImportOutcome>>> import_users(
      std::vector<ImportedUser> users);

  /// Gives a user another password, whatever the old one is, and ends the user's sessions. `not_found`,
  /// `password_refused`.
  [[nodiscard]] awaitable<AccountResult<store::User>> set_password(Uuid id, Secret password,
                                                                   crypto::JobOptions job);

  /// Bars a user: logins are refused from now on, and the sessions have ended. `not_found`. Twice is the same
  /// as once.
  [[nodiscard]] awaitable<AccountResult<store::User>> disable(Uuid id);

  /// Lets a user back, to log in anew. `not_found`.
  [[nodiscard]] awaitable<AccountResult<store::User>> enable(Uuid id);

  /// Grants a user the roles `added` and takes away `removed`, each one word (RFC 6749 3.3). Endpoints here
  /// go by it at once; tokens that were issued before say what they said until they expire. `not_found`,
  /// `invalid_scope`.
  [[nodiscard]] awaitable<AccountResult<store::User>> update_roles(Uuid id, std::vector<std::string> added,
                                                                   std::vector<std::string> removed);

  /// Removes a user and all that belongs to it. `not_found`.
  [[nodiscard]] awaitable<AccountResult<>> delete_user(Uuid id);

  /// The user with this address, in whatever case. `not_found`, for a text that is no address too.
  [[nodiscard]] awaitable<AccountResult<store::User>> find_user_by_email(std::string email);

  /// Users whose address starts with `prefix` (empty: all), in whatever case; `after` and `limit` as in
  /// `Store::list_users`.
  [[nodiscard]] awaitable<AccountResult<store::UserPage>> list_users(std::string prefix, std::string after,
                                                                     std::size_t limit);

  /// Which passwords may be chosen.
  [[nodiscard]] const PasswordPolicy& policy() const noexcept { return policy_; }

 private:
  [[nodiscard]] awaitable<AccountResult<store::User>> create(std::string email, Secret password,
                                                             bool is_admin, crypto::JobOptions job);
  [[nodiscard]] awaitable<AccountResult<store::User>> verify(std::string email, const Secret& password,
                                                             bool& needs_update, crypto::JobOptions job);
  /// Has the hash of `user` replaced, on `executor`, unless that is under way.
  void start_renewal(Executor executor, const store::User& user, Secret password);
  /// Replaces a user's hash if it still is `old_hash`; where that fails, the old one goes on working.
  [[nodiscard]] awaitable<> renew(Uuid user, std::string old_hash, Secret password, Renewals::Turn turn);

  store::Store& store_;
  store::UserCache& cache_;
  AccountOptions options_;
  PasswordChecks passwords_;
  PasswordPolicy policy_;
  Renewals renewals_;
};

}  // namespace gatehouse::auth
