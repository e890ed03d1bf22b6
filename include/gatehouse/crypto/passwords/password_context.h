#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which schemes are in use: the first makes new hashes, the others verify the old ones until they are
// replaced.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/passwords/hash_scheme.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto {

/// The answer to "is this the password?".
struct Verdict {
  bool ok = false;            ///< it is
  bool needs_update = false;  ///< and its hash is of an older scheme or another cost: hash it anew

  /// Whether both say the same.
  bool operator==(const Verdict&) const = default;
};

/// How the bytes of a password are taken.
enum class PasswordForm {
  prepared,  ///< as `prepare_password` makes them: all hashes made here
  raw,       ///< as they came: hashes imported from elsewhere, which never knew preparation
};

/// A hash still to be computed, by `scheme->compute(password.reveal(), setting)`, wherever there is time for
/// it.
struct HashTask {
  const HashScheme* scheme = nullptr;  ///< one of the context's: valid as long as that or a copy of it
  Secret password;                     ///< the bytes that the scheme takes
  std::string setting;                 ///< of a new hash, or a stored one
  bool can_match = false;  ///< whether it is for a password, and to be compared with a stored hash
};

/// passlib's CryptContext(schemes=[...], deprecated="auto"). Immutable, thread-safe; its calls block for as
/// long as a hash takes: on an I/O thread use PasswordHasher.
class PasswordContext {
 public:
  /// In order of preference.
  using Schemes = std::vector<std::shared_ptr<const HashScheme>>;

  /// bcrypt with its defaults.
  explicit PasswordContext(Random& random = system_random());
  /// `schemes` in order of preference. Throws std::invalid_argument where there is none. `random` must
  /// outlive this.
  explicit PasswordContext(Schemes schemes, Random& random = system_random());

  /// Why `password` can't be hashed: an error of `prepare_password`, or too_long for the first scheme.
  [[nodiscard]] std::optional<PasswordError> check(const Secret& password) const;

  /// A new hash by the first scheme. Errors: those of `check`, engine_failed.
  [[nodiscard]] result<std::string, PasswordError> hash(const Secret& password) const;

  /// Whether `password` is what `encoded` was made from. A text that is no password (empty, over-long, with
  /// NUL) is a wrong one, and takes as long. Errors, never a yes: unknown_scheme, malformed_hash,
  /// refused_cost, engine_failed.
  [[nodiscard]] result<Verdict, PasswordError> verify(const Secret& password, std::string_view encoded,
                                                      PasswordForm form = PasswordForm::prepared) const;

  /// Why `encoded` could never be verified: unknown_scheme, malformed_hash, refused_cost; nothing where it
  /// can. Computes nothing.
  [[nodiscard]] std::optional<PasswordError> check_encoded(std::string_view encoded) const noexcept;

  /// Takes as long as verifying by the first scheme and says no: for accounts that don't exist (CWE-208).
  [[nodiscard]] result<Verdict, PasswordError> verify_dummy() const;

  /// The parts before and after the computing, in microseconds: `hash`, `verify` and `verify_dummy` are one
  /// of the first three, the scheme's work, and `judge`. Errors: those of the whole, save engine_failed of
  /// the scheme.
  [[nodiscard]] result<HashTask, PasswordError> plan_hash(const Secret& password) const;
  /// Of `verify`.
  [[nodiscard]] result<HashTask, PasswordError> plan_verify(const Secret& password, std::string_view encoded,
                                                            PasswordForm form = PasswordForm::prepared) const;
  /// Of `verify_dummy`.
  [[nodiscard]] result<HashTask, PasswordError> plan_dummy() const;
  /// What `computed` says, which is what came of the task.
  [[nodiscard]] result<Verdict, PasswordError> judge(
      const HashTask& task, const result<std::string, PasswordError>& computed) const;

  /// Whether `encoded` should be replaced once its password is at hand: of another scheme or cost, or
  /// unknown.
  [[nodiscard]] bool needs_update(std::string_view encoded) const noexcept;

  /// All of them, the preferred first.
  [[nodiscard]] const Schemes& schemes() const noexcept { return schemes_; }
  /// The one that makes new hashes.
  [[nodiscard]] const HashScheme& preferred() const noexcept { return *schemes_.front(); }

 private:
  [[nodiscard]] const HashScheme* find_scheme(std::string_view encoded) const noexcept;

  Schemes schemes_;
  Random* random_;
  std::string dummy_setting_;
};

}  // namespace gatehouse::crypto
