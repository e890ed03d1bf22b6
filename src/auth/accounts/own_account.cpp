// SPDX-License-Identifier: Apache-2.0
#include "auth/accounts/own_account.h"

#include <utility>

#include "auth/accounts/password_version.h"
#include "auth/attempts.h"
#include "gatehouse/base/email.h"

namespace gatehouse::auth {
namespace {

using store::StoreError;
using store::User;

}  // namespace

awaitable<AccountResult<User>> OwnAccount::change_password(store::Actor by, Uuid id, Secret old_password,
                                                           Secret new_password,
                                                           std::optional<Uuid> kept_session,
                                                           crypto::JobOptions job) {
  auto user = co_await confirm(id, old_password, job);
  if (!user) co_return user;
  const auto address = Email::parse(user->email).value_or(Email{});
  if (const auto refusal = policy_.find_refusal(new_password, address)) {
    co_return AccountError(*refusal, policy_.limit_of(*refusal));
  }
  auto hash = co_await passwords_.hash(std::move(new_password), job);
  if (!hash) co_return hash.error();
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    store::UserChange change{id};
    change.credential_version = user->credential_version;
    change.password.emplace(*hash, prepared_password_version);
    change.kept_session = kept_session;
    store::Call call{by};
    auto changed = co_await store_.users().update_user(std::move(call), std::move(change));
    if (changed) co_return std::move(*changed);
    if (changed.error() != StoreError::conflict) co_return account_error_of(changed.error());
    // The password was changed; then `confirm` refuses the old one.
    user = co_await confirm(id, old_password, job);
    if (!user) co_return user;
  }
  co_return AccountError::busy;
}

awaitable<AccountResult<User>> OwnAccount::change_email(store::Actor by, Uuid id, std::string email,
                                                        Secret password, std::optional<Uuid> kept_session,
                                                        crypto::JobOptions job) {
  const auto address = Email::parse(email);
  if (!address) co_return AccountError::invalid_email;
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    const auto user = co_await confirm(id, password, job);
    if (!user) co_return user.error();
    store::UserChange change{id};
    change.credential_version = user->credential_version;
    change.email = address->text();
    change.kept_session = kept_session;
    store::Call call{by};
    auto changed = co_await store_.users().update_user(std::move(call), std::move(change));
    if (changed) co_return std::move(*changed);
    if (changed.error() != StoreError::conflict) co_return account_error_of(changed.error());
  }
  co_return AccountError::busy;
}

awaitable<AccountResult<>> OwnAccount::leave(store::Actor by, Uuid id, Secret password,
                                             crypto::JobOptions job) {
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    const auto user = co_await confirm(id, password, job);
    if (!user) co_return user.error();
    store::UserDeletion deletion{id, user->credential_version};
    store::Call call{by};
    const auto deleted = co_await store_.users().delete_user(std::move(call), std::move(deletion));
    AccountResult<> done;
    if (deleted) co_return done;
    if (deleted.error() != StoreError::conflict) co_return account_error_of(deleted.error());
  }
  co_return AccountError::busy;
}

awaitable<AccountResult<User>> OwnAccount::confirm(Uuid id, const Secret& password,
                                                   const crypto::JobOptions& job) {
  auto user = co_await store_.users().find_user_by_id(id);
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    if (!user) co_return account_error_of(user.error());
    const auto verdict = co_await passwords_.verify(*user, password, job);
    if (!verdict) co_return verdict.error();
    if (!verdict->ok || user->disabled) co_return AccountError::wrong_credentials;
    // The hash may have waited for seconds, and the user may have changed in the meantime (CWE-367).
    auto current = co_await store_.users().find_user_by_id(id);
    const bool is_same =
        current && current->credential_version == user->credential_version && !current->disabled;
    user = std::move(current);
    if (is_same) co_return std::move(*user);
  }
  co_return AccountError::busy;
}

}  // namespace gatehouse::auth
