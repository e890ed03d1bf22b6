#pragma once
// SPDX-License-Identifier: Apache-2.0
// The rules of accounts: signing up, logging in, and what administrators may do with them.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "auth/accounts/account_error.h"
#include "auth/accounts/imported_user.h"
#include "auth/accounts/password_checks.h"
#include "auth/accounts/renewals.h"
#include "auth/passwords/password_policy.h"
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

/// The options of Accounts. Clock and randomness must outlive the Accounts. The scheme and the cost of new
/// hashes are options of the hasher.
struct AccountOptions {
  PasswordLimits passwords{};
  const Clock& clock = system_clock();
  Random& random = system_random();
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
};

/// What an administrator changes of a user. What is not set stays as it is.
class UserEdit {
 public:
  UserEdit() = default;

  std::optional<std::uint64_t> revision{};  ///< that the user must have; nullopt: any
  std::optional<std::string> email{};
  std::optional<bool> disabled{};
  std::optional<std::vector<std::string>> roles{};  ///< words (RFC 6749 3.3), in place of all roles before
};
static_assert(!std::is_aggregate_v<UserEdit>);

/// The rules of accounts. Thread-safe; a program has one. Operations resume on the executor on which they are
/// awaited. Each may fail with `unavailable` in addition to the errors that it names, and with `busy` if it
/// takes a password. `by` is who asks for a change, for the audit record. A `job` names the caller, because
/// callers' hashes are computed in turn. When its `abandon` is stopped, a hash that still waits is dropped
/// and the operation fails with `busy`.
///
///     auto user = co_await accounts.authenticate(form.username, form.password, job);
///     if (!user && user.error() == AccountError::wrong_credentials) …
class Accounts {
 public:
  /// Store, cache and hasher must outlive this.
  Accounts(store::Store& store, store::UserCache& cache, crypto::PasswordHasher& hasher,
           AccountOptions options = {});

  /// Creates an account. Fails with `invalid_email`, `password_refused` or `email_taken`. The password is
  /// hashed before the address is looked up, so the time reveals no more than the answer does.
  [[nodiscard]] awaitable<AccountResult<store::User>> sign_up(store::Actor by, std::string email,
                                                              Secret password, crypto::JobOptions job);

  /// Checks a proof of identity: returns the user with this address and password. Fails with
  /// `wrong_credentials` when the account is unknown or disabled or the password is wrong, after the same
  /// work in each case (CWE-204, CWE-208). What follows from the proof must expect the `credential_version`
  /// of the returned user. A hash of an older scheme or cost, or an imported one, is replaced soon
  /// afterwards. The answer does not wait for that, and the returned user has the old hash.
  [[nodiscard]] awaitable<AccountResult<store::User>> authenticate(std::string email, Secret password,
                                                                   crypto::JobOptions job);

  /// As above. Each verification takes one of `verifications`; fails with `busy` when there is none left and
  /// the user has changed meanwhile.
  [[nodiscard]] awaitable<AccountResult<store::User>> authenticate(std::string email, Secret password,
                                                                   crypto::JobOptions job,
                                                                   int& verifications);

  /// Records that the user has logged in. Thread-safe.
  void note_login(const Uuid& id) noexcept { store_.users().note_login(id, options_.clock.now()); }

  /// Returns the user, disabled or not, from the worker's copy or else from the store. Fails with
  /// `not_found`. Must be called on the thread of the worker with the index `worker`.
  [[nodiscard]] awaitable<AccountResult<store::UserPtr>> find_user(Uuid id, std::size_t worker);

  // The operations below are for administrators. A change is in force, in the copies of all workers too, when
  // its caller gets the result.

  /// Creates an account as `sign_up` does, for somebody else and with roles. Fails with `invalid_scope` too.
  [[nodiscard]] awaitable<AccountResult<store::User>> create_user(store::Actor by, std::string email,
                                                                  Secret password, crypto::JobOptions job,
                                                                  std::vector<std::string> roles = {});

  /// Adds users with password hashes from another system, in one transaction. Returns an outcome for each, in
  /// order. A user whose address is taken is not changed.
  [[nodiscard]] awaitable<AccountResult<std::vector<ImportOutcome>>> import_users(
      store::Actor by, std::vector<ImportedUser> users);

  /// Sets a user's password without asking for the old one, and ends the user's sessions. Fails with
  /// `not_found` or `password_refused`.
  [[nodiscard]] awaitable<AccountResult<store::User>> set_password(store::Actor by, Uuid id, Secret password,
                                                                   crypto::JobOptions job);

  /// Changes a user in one step. Another address, and disabling, end the user's sessions. Fails with
  /// `not_found`, `conflict`, `invalid_email`, `email_taken` or `invalid_scope`.
  [[nodiscard]] awaitable<AccountResult<store::User>> edit_user(store::Actor by, Uuid id, UserEdit edit);

  /// Disables a user: logins are refused from now on, and all sessions end. Disabling a user twice has no
  /// further effect. Fails with `not_found`.
  [[nodiscard]] awaitable<AccountResult<store::User>> disable(store::Actor by, Uuid id);

  /// Enables a user again, who then has to log in anew. Fails with `not_found`.
  [[nodiscard]] awaitable<AccountResult<store::User>> enable(store::Actor by, Uuid id);

  /// Grants a user the roles `added` and takes the roles `removed` away; each is one word (RFC 6749 3.3). The
  /// server's own endpoints apply it at once. Tokens that were issued before carry the old roles until they
  /// expire. Fails with `not_found` or `invalid_scope`.
  [[nodiscard]] awaitable<AccountResult<store::User>> update_roles(store::Actor by, Uuid id,
                                                                   std::vector<std::string> added,
                                                                   std::vector<std::string> removed);

  /// Deletes a user and everything that belongs to it. Fails with `not_found`, and with `conflict` unless the
  /// user has the expected revision, if one is given.
  [[nodiscard]] awaitable<AccountResult<>> delete_user(store::Actor by, Uuid id,
                                                       std::optional<std::uint64_t> revision = {});

  /// Returns the user as it is stored, disabled or not. Fails with `not_found`.
  [[nodiscard]] awaitable<AccountResult<store::User>> find_user_by_id(Uuid id);

  /// Returns about how many users there are. It may be too high after users were deleted.
  [[nodiscard]] awaitable<AccountResult<std::uint64_t>> estimate_users();

  /// Returns the user with this address, in upper or lower case. Fails with `not_found`, also for a text that
  /// is not an address.
  [[nodiscard]] awaitable<AccountResult<store::User>> find_user_by_email(std::string email);

  /// Returns the users whose address starts with `prefix` in upper or lower case (empty: all). `after` and
  /// `limit` are those of `UserStore::list_users`.
  [[nodiscard]] awaitable<AccountResult<store::UserPage>> list_users(std::string prefix, std::string after,
                                                                     std::size_t limit);

  /// Returns the rules for new passwords.
  [[nodiscard]] const PasswordPolicy& policy() const noexcept { return policy_; }

 private:
  [[nodiscard]] awaitable<AccountResult<store::User>> create(store::Actor by, std::string email,
                                                             Secret password, std::vector<std::string> roles,
                                                             crypto::JobOptions job);
  [[nodiscard]] awaitable<AccountResult<store::User>> verify(std::string email, const Secret& password,
                                                             bool& needs_update, crypto::JobOptions job,
                                                             int& verifications);
  [[nodiscard]] awaitable<AccountResult<store::User>> update(store::Actor by, store::UserChange change);
  /// Starts replacing the hash of `user` on `executor`, unless a replacement is already running.
  void start_renewal(const Executor& executor, const store::User& user, Secret password);
  /// Replaces a user's hash if it still is `old_hash`. When that fails, the old hash stays valid.
  [[nodiscard]] awaitable<> renew(Uuid user, std::string old_hash, Secret password, Renewals::Turn turn);

  store::Store& store_;
  store::UserCache& cache_;
  AccountOptions options_;
  PasswordChecks passwords_;
  PasswordPolicy policy_;
  Renewals renewals_;
};

}  // namespace gatehouse::auth
