// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/password_context.h"

#include <stdexcept>
#include <utility>

#include "gatehouse/crypto/passwords/bcrypt.h"
#include "gatehouse/crypto/passwords/prepare_password.h"

namespace gatehouse::crypto {
namespace {

/// Hashed instead of a text that cannot be a password, so that refusing it takes as long.
constexpr std::string_view dummy_password = "dummy password";

/// Returns the bytes of `password` that `scheme` hashes.
result<Secret, PasswordError> bytes_for(const HashScheme& scheme, const Secret& password, PasswordForm form) {
  result<Secret, PasswordError> bytes = Secret{};
  if (form == PasswordForm::prepared) {
    bytes = prepare_password(password.reveal());
  } else if (password.reveal().find('\0') != std::string_view::npos) {
    bytes = PasswordError::contains_nul;
  } else {
    bytes = password;
  }
  if (bytes && bytes->size() > scheme.max_password_bytes()) bytes = PasswordError::too_long;
  return bytes;
}

result<std::string, PasswordError> compute(const HashTask& task) {
  return task.scheme->compute(task.password.reveal(), task.setting);
}

}  // namespace

PasswordContext::PasswordContext(Random& random)
    : PasswordContext(Schemes{std::make_shared<BcryptScheme>()}, random) {}

PasswordContext::PasswordContext(Schemes schemes, Random& random)
    : schemes_(std::move(schemes)), random_(&random) {
  if (schemes_.empty()) throw std::invalid_argument{"a password context needs a scheme"};
  dummy_setting_ = preferred().make_setting(random).value();
}

std::optional<PasswordError> PasswordContext::check(const Secret& password) const {
  const auto bytes = bytes_for(preferred(), password, PasswordForm::prepared);
  if (!bytes) return bytes.error();
  return std::nullopt;
}

result<std::string, PasswordError> PasswordContext::hash(const Secret& password) const {
  const auto task = plan_hash(password);
  if (!task) return task.error();
  return compute(*task);
}

result<Verdict, PasswordError> PasswordContext::verify(const Secret& password, std::string_view encoded,
                                                       PasswordForm form) const {
  const auto task = plan_verify(password, encoded, form);
  if (!task) return task.error();
  return judge(*task, compute(*task));
}

std::optional<PasswordError> PasswordContext::check_encoded(std::string_view encoded) const noexcept {
  const HashScheme* scheme = find_scheme(encoded);
  if (scheme == nullptr) return PasswordError::unknown_scheme;
  return scheme->check(encoded);
}

result<Verdict, PasswordError> PasswordContext::verify_dummy() const {
  const auto task = plan_dummy();
  if (!task) return task.error();
  return judge(*task, compute(*task));
}

result<HashTask, PasswordError> PasswordContext::plan_hash(const Secret& password) const {
  auto bytes = bytes_for(preferred(), password, PasswordForm::prepared);
  if (!bytes) return bytes.error();
  auto setting = preferred().make_setting(*random_);
  if (!setting) return setting.error();
  return HashTask{&preferred(), std::move(*bytes), std::move(*setting), false};
}

result<HashTask, PasswordError> PasswordContext::plan_verify(const Secret& password, std::string_view encoded,
                                                             PasswordForm form) const {
  if (const auto error = check_encoded(encoded)) return *error;
  const HashScheme* scheme = find_scheme(encoded);
  auto bytes = bytes_for(*scheme, password, form);
  if (!bytes) return HashTask{scheme, Secret{std::string{dummy_password}}, std::string{encoded}, false};
  return HashTask{scheme, std::move(*bytes), std::string{encoded}, true};
}

result<HashTask, PasswordError> PasswordContext::plan_dummy() const {
  return HashTask{&preferred(), Secret{std::string{dummy_password}}, dummy_setting_, false};
}

result<Verdict, PasswordError> PasswordContext::judge(
    const HashTask& task, const result<std::string, PasswordError>& computed) const {
  if (!computed) return computed.error();
  const bool is_same = equal_in_constant_time(*computed, task.setting);
  Verdict verdict;
  verdict.ok = task.can_match && is_same;
  verdict.needs_update = verdict.ok && needs_update(task.setting);
  return verdict;
}

bool PasswordContext::needs_update(std::string_view encoded) const noexcept {
  const HashScheme* scheme = find_scheme(encoded);
  return scheme != &preferred() || scheme->check(encoded) || scheme->needs_update(encoded);
}

const HashScheme* PasswordContext::find_scheme(std::string_view encoded) const noexcept {
  for (const auto& scheme : schemes_) {
    if (scheme->is_recognized(encoded)) return scheme.get();
  }
  return nullptr;
}

}  // namespace gatehouse::crypto
