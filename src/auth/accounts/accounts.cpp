// SPDX-License-Identifier: Apache-2.0
#include "auth/accounts/accounts.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "auth/accounts/password_version.h"
#include "auth/attempts.h"
#include "auth/scope.h"
#include "gatehouse/base/ascii.h"

namespace gatehouse::auth {
namespace {

using store::StoreError;
using store::User;

AccountResult<User> from_store(store::StoreResult<User> found) {
  if (!found) return account_error_of(found.error());
  return std::move(*found);
}

}  // namespace

Accounts::Accounts(store::Store& store, store::UserCache& cache, crypto::PasswordHasher& hasher,
                   AccountOptions options)
    : store_(store),
      cache_(cache),
      options_(std::move(options)),
      passwords_(hasher, options_.log),
      policy_(options_.passwords) {}

awaitable<AccountResult<User>> Accounts::sign_up(store::Actor by, std::string email, Secret password,
                                                 crypto::JobOptions job) {
  return create(std::move(by), std::move(email), std::move(password), {}, std::move(job));
}

awaitable<AccountResult<User>> Accounts::create_user(store::Actor by, std::string email, Secret password,
                                                     crypto::JobOptions job, std::vector<std::string> roles) {
  return create(std::move(by), std::move(email), std::move(password), std::move(roles), std::move(job));
}

awaitable<AccountResult<User>> Accounts::create(store::Actor by, std::string email, Secret password,
                                                std::vector<std::string> roles, crypto::JobOptions job) {
  const auto address = Email::parse(email);
  if (!address) co_return AccountError::invalid_email;
  const auto words = parse_scope(roles);
  if (!words) co_return AccountError::invalid_scope;
  if (const auto refusal = policy_.find_refusal(password, *address)) {
    co_return AccountError(*refusal, policy_.limit_of(*refusal));
  }
  auto hash = co_await passwords_.hash(std::move(password), std::move(job));
  if (!hash) co_return hash.error();
  store::NewUser fresh{Uuid::random(options_.random), address->text(), std::move(*hash),
                       prepared_password_version};
  fresh.roles.words = *words;
  fresh.created_at = options_.clock.now();
  store::Call call{std::move(by)};
  auto created = co_await store_.users().create_user(std::move(call), std::move(fresh));
  co_return from_store(std::move(created));
}

awaitable<AccountResult<User>> Accounts::authenticate(std::string email, Secret password,
                                                      crypto::JobOptions job) {
  int verifications = max_verifications;
  co_return co_await authenticate(std::move(email), std::move(password), std::move(job), verifications);
}

awaitable<AccountResult<User>> Accounts::authenticate(std::string email, Secret password,
                                                      crypto::JobOptions job, int& verifications) {
  bool needs_update = false;
  auto user = co_await verify(std::move(email), password, needs_update, job, verifications);
  if (!user) co_return user;
  if (needs_update) {
    // Runs after the answer, which does not wait for a second hash, and even if the caller disconnects.
    const auto executor = co_await boost::asio::this_coro::executor;
    start_renewal(executor, *user, std::move(password));
  }
  co_return user;
}

awaitable<AccountResult<User>> Accounts::verify(std::string email, const Secret& password, bool& needs_update,
                                                crypto::JobOptions job, int& verifications) {
  auto user = co_await find_user_by_email(std::move(email));
  if (!user && user.error() == AccountError::not_found) {
    auto nobody = co_await passwords_.verify_nobody(std::move(job));
    if (!nobody) co_return nobody.error();
    co_return AccountError{CredentialFault::unknown_account};
  }
  if (!user) co_return user;
  for (; verifications > 0; --verifications) {
    auto verdict = co_await passwords_.verify(*user, password, job);
    if (!verdict) co_return verdict.error();
    // This check comes after the hash, so that a disabled account costs the same work.
    if (user->disabled) co_return AccountError{CredentialFault::account_disabled};
    if (!verdict->ok) co_return AccountError{CredentialFault::wrong_password};
    // The hash may have waited for seconds. If the password was changed or the user was disabled in the
    // meantime, that change must already apply here (CWE-367).
    auto current = co_await store_.users().find_user_by_id(user->id);
    if (!current && current.error() == StoreError::not_found) {
      co_return AccountError{CredentialFault::unknown_account};
    }
    if (!current) co_return account_error_of(current.error());
    const bool is_same = current->credential_version == user->credential_version;
    const bool is_renewed = current->password_hash != user->password_hash;
    user = std::move(*current);
    needs_update = verdict->needs_update && !is_renewed;
    if (user->disabled) co_return AccountError{CredentialFault::account_disabled};
    if (is_same) {
      --verifications;
      co_return user;
    }
  }
  co_return AccountError::busy;
}

void Accounts::start_renewal(const Executor& executor, const User& user, Secret password) {
  auto turn = renewals_.begin(user.id);
  if (!turn) return;
  auto renewal = renew(user.id, user.password_hash, std::move(password), std::move(*turn));
  boost::asio::co_spawn(executor, std::move(renewal), boost::asio::detached);
}

awaitable<> Accounts::renew(Uuid user, std::string old_hash, Secret password, Renewals::Turn) {
  // No request waits for it, so nothing abandons it.
  crypto::JobOptions job{crypto::HashCaller::from_server(), {}};
  auto hash = co_await passwords_.hash(std::move(password), std::move(job));
  if (!hash) co_return;  // The hasher is busy or cannot take the password. The next login retries.
  store::UserChange change{user};
  change.renews = std::move(old_hash);
  change.renewed.emplace(std::move(*hash), prepared_password_version);
  store::Call call{store::Actor{store::ActorKind::server}};
  const auto updated = co_await store_.users().update_user(std::move(call), std::move(change));
  // A conflict is not an error: a new password was set in the meantime, and it stays.
  const bool is_fine =
      updated || updated.error() == StoreError::conflict || updated.error() == StoreError::not_found;
  if (!is_fine && options_.log) {
    const auto id = user.to_string();
    const auto why = store::make_error_code(updated.error()).message();
    options_.log->write(LogLevel::warning, "a password's hash could not be renewed",
                        {{"user", id}, {"why", why}});
  }
}

awaitable<AccountResult<store::UserPtr>> Accounts::find_user(Uuid id, std::size_t worker) {
  auto found = co_await cache_.find(worker, id);
  if (!found) co_return account_error_of(found.error());
  co_return std::move(*found);
}

awaitable<AccountResult<std::vector<ImportOutcome>>> Accounts::import_users(store::Actor by,
                                                                            std::vector<ImportedUser> users) {
  std::vector<ImportOutcome> outcomes;
  std::vector<store::NewUser> fresh;
  for (auto& user : users) {
    const auto address = Email::parse(user.email);
    outcomes.push_back(address ? passwords_.check_imported(user.password_hash)
                               : ImportOutcome::invalid_email);
    if (user.password_hash.size() > max_imported_hash) outcomes.back() = ImportOutcome::unknown_hash;
    const auto scope = parse_scope(user.roles);
    if (outcomes.back() == ImportOutcome::added && !scope) outcomes.back() = ImportOutcome::invalid_roles;
    if (outcomes.back() != ImportOutcome::added) continue;
    auto& made = fresh.emplace_back(user.id.value_or(Uuid::random(options_.random)), address->text(),
                                    std::move(user.password_hash), imported_password_version);
    made.disabled = user.disabled;
    made.roles.words = user.is_admin ? join_scopes(store::admin_role, *scope) : *scope;
    made.created_at = user.created_at.value_or(options_.clock.now());
  }
  store::Call call{std::move(by)};
  auto created = co_await store_.users().create_users(std::move(call), std::move(fresh));
  if (!created) co_return account_error_of(created.error());
  auto next = created->begin();
  for (auto& outcome : outcomes) {
    if (outcome != ImportOutcome::added) continue;
    const auto error = *next++;
    if (error == StoreError::email_taken) outcome = ImportOutcome::present;
    if (error == StoreError::id_taken) outcome = ImportOutcome::id_taken;
  }
  co_return std::move(outcomes);
}

awaitable<AccountResult<User>> Accounts::set_password(store::Actor by, Uuid id, Secret password,
                                                      crypto::JobOptions job) {
  auto user = co_await store_.users().find_user_by_id(id);
  if (!user) co_return account_error_of(user.error());
  const auto address = Email::parse(user->email).value_or(Email{});
  if (const auto refusal = policy_.find_refusal(password, address)) {
    co_return AccountError(*refusal, policy_.limit_of(*refusal));
  }
  auto hash = co_await passwords_.hash(std::move(password), std::move(job));
  if (!hash) co_return hash.error();
  store::UserChange change{id};
  change.password.emplace(std::move(*hash), prepared_password_version);
  co_return co_await update(std::move(by), std::move(change));
}

awaitable<AccountResult<User>> Accounts::edit_user(store::Actor by, Uuid id, UserEdit edit) {
  store::UserChange change{id};
  change.revision = edit.revision;
  change.disabled = edit.disabled;
  if (edit.email) {
    const auto address = Email::parse(*edit.email);
    if (!address) co_return AccountError::invalid_email;
    change.email = address->text();
  }
  if (edit.roles) {
    const auto words = parse_scope(*edit.roles);
    if (!words) co_return AccountError::invalid_scope;
    change.roles.emplace(*words);
  }
  auto updating = update(std::move(by), std::move(change));
  co_return co_await std::move(updating);
}

awaitable<AccountResult<User>> Accounts::disable(store::Actor by, Uuid id) {
  store::UserChange change{id};
  change.disabled = true;
  return update(std::move(by), std::move(change));
}

awaitable<AccountResult<User>> Accounts::enable(store::Actor by, Uuid id) {
  store::UserChange change{id};
  change.disabled = false;
  return update(std::move(by), std::move(change));
}

awaitable<AccountResult<User>> Accounts::update(store::Actor by, store::UserChange change) {
  store::Call call{std::move(by)};
  auto updated = co_await store_.users().update_user(std::move(call), std::move(change));
  co_return from_store(std::move(updated));
}

awaitable<AccountResult<User>> Accounts::update_roles(store::Actor by, Uuid id,
                                                      std::vector<std::string> added,
                                                      std::vector<std::string> removed) {
  const auto more = parse_scope(added);
  const auto less = parse_scope(removed);
  if (!more || !less) co_return AccountError::invalid_scope;
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    auto user = co_await store_.users().find_user_by_id(id);
    if (!user) co_return account_error_of(user.error());
    store::UserChange change{id};
    change.revision = user->revision;
    change.roles.emplace(without_scope(join_scopes(user->roles.words, *more), *less));
    if (change.roles->words.size() > max_scope) co_return AccountError::invalid_scope;
    store::Call call{by};
    auto updated = co_await store_.users().update_user(std::move(call), std::move(change));
    if (updated) co_return std::move(*updated);
    // Another caller changed the user in the meantime. This change is applied after theirs.
    if (updated.error() != StoreError::conflict) co_return account_error_of(updated.error());
  }
  co_return AccountError::busy;
}

awaitable<AccountResult<User>> Accounts::find_user_by_id(Uuid id) {
  auto found = co_await store_.users().find_user_by_id(id);
  co_return from_store(std::move(found));
}

awaitable<AccountResult<std::uint64_t>> Accounts::estimate_users() {
  const auto count = co_await store_.users().estimate_users();
  if (!count) co_return account_error_of(count.error());
  co_return *count;
}

awaitable<AccountResult<>> Accounts::delete_user(store::Actor by, Uuid id,
                                                 std::optional<std::uint64_t> revision) {
  store::Call call{std::move(by)};
  store::UserDeletion deletion{id};
  deletion.revision = revision;
  const auto deleted = co_await store_.users().delete_user(std::move(call), std::move(deletion));
  if (!deleted) co_return account_error_of(deleted.error());
  AccountResult<> done;
  co_return done;
}

awaitable<AccountResult<User>> Accounts::find_user_by_email(std::string email) {
  const auto address = Email::parse(email);
  if (!address) co_return AccountError::not_found;
  auto found =
      co_await store_.users().find_user_by_identifier(store::IdentifierKind::email, address->folded());
  co_return from_store(std::move(found));
}

awaitable<AccountResult<store::UserPage>> Accounts::list_users(std::string prefix, std::string after,
                                                               std::size_t limit) {
  auto page = co_await store_.users().list_users(fold_case(prefix), fold_case(after), limit);
  if (!page) co_return account_error_of(page.error());
  co_return std::move(*page);
}

}  // namespace gatehouse::auth
