// SPDX-License-Identifier: Apache-2.0
#include "auth/accounts/password_checks.h"

#include <utility>

#include "auth/accounts/password_version.h"
#include "gatehouse/crypto/passwords/prepare_password.h"

namespace gatehouse::auth {
namespace {

using crypto::PasswordError;
using crypto::PasswordForm;
using crypto::Verdict;

AccountError hashing_failed(PasswordError error, std::size_t max_bytes) {
  switch (error) {
    case PasswordError::busy:
    case PasswordError::stopped:
    case PasswordError::abandoned:
      return AccountError::busy;
    case PasswordError::empty:
      return AccountError{PasswordRefusal::too_short, 1};
    case PasswordError::not_text:
      return AccountError{PasswordRefusal::not_text};
    case PasswordError::contains_nul:
      return AccountError{PasswordRefusal::contains_nul};
    case PasswordError::too_long:
      return AccountError{PasswordRefusal::too_many_bytes, max_bytes};
    default:
      return AccountError::unavailable;
  }
}

/// Returns whether the password as typed differs from its prepared form.
bool has_raw_form(const Secret& password) {
  const auto prepared = crypto::prepare_password(password.reveal());
  return !prepared || prepared->reveal() != password.reveal();
}

}  // namespace

awaitable<AccountResult<std::string>> PasswordChecks::hash(Secret password, crypto::JobOptions job) {
  auto hashed = co_await hasher_.hash(std::move(password), std::move(job));
  if (!hashed) co_return hashing_failed(hashed.error(), hasher_.context().preferred().max_password_bytes());
  co_return std::move(*hashed);
}

awaitable<AccountResult<Verdict>> PasswordChecks::verify(const store::User& user, const Secret& password,
                                                         crypto::JobOptions job) {
  auto verdict = co_await hasher_.verify(password, user.password_hash, job);
  if (!verdict && !crypto::is_temporary(verdict.error())) {
    if (log_) {
      const auto id = user.id.to_string();
      log_->write(LogLevel::error, "a stored password hash can't be used",
                  {{"user", id}, {"why", crypto::to_string(verdict.error())}});
    }
    // The stored hash was refused before any work was done.
    verdict = co_await hasher_.verify_dummy(job);
  }
  const bool is_imported = user.password_version == imported_password_version;
  if (verdict && !verdict->ok && is_imported && has_raw_form(password)) {
    verdict = co_await hasher_.verify(password, user.password_hash, job, PasswordForm::raw);
  }
  if (!verdict) co_return hashing_failed(verdict.error(), hasher_.context().preferred().max_password_bytes());
  // From the first login on, the hash is of the prepared password.
  if (verdict->ok && is_imported) verdict->needs_update = true;
  co_return *verdict;
}

ImportOutcome PasswordChecks::check_imported(std::string_view hash) const noexcept {
  const auto error = hasher_.context().check_encoded(hash);
  if (!error) return ImportOutcome::added;
  if (*error == PasswordError::unknown_scheme) return ImportOutcome::unknown_hash;
  if (*error == PasswordError::refused_cost) return ImportOutcome::refused_cost;
  return ImportOutcome::malformed_hash;
}

awaitable<AccountResult<Verdict>> PasswordChecks::verify_nobody(crypto::JobOptions job) {
  auto verdict = co_await hasher_.verify_dummy(std::move(job));
  if (!verdict) co_return hashing_failed(verdict.error(), hasher_.context().preferred().max_password_bytes());
  co_return *verdict;
}

}  // namespace gatehouse::auth
