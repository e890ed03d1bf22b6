#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes new password hashes with one scheme, and verifies old hashes of other schemes too.

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

/// The result of verifying a password.
struct Verdict {
  bool ok = false;  ///< whether the password is correct
  /// Whether the password is correct and its hash has another scheme or cost than new hashes, so that it
  /// should be hashed again.
  bool needs_update = false;

  bool operator==(const Verdict&) const = default;
};

/// How the bytes of a password are passed to the scheme.
enum class PasswordForm {
  prepared,  ///< as `prepare_password` returns them, for all hashes made here
  raw,       ///< unchanged, for hashes imported from systems that do not prepare passwords
};

/// A hash that is still to be computed with `scheme->compute(password.reveal(), setting)`, on a thread
/// that may block.
struct HashTask {
  /// One of the schemes of the context. Valid as long as the context or a copy of it exists.
  const HashScheme* scheme = nullptr;
  Secret password;      ///< the bytes to pass to the scheme
  std::string setting;  ///< the setting of a new hash, or a stored hash
  /// Whether the result is to be compared with a stored hash. False for a new hash and for a hash that
  /// only takes time.
  bool can_match = false;
};

/// Like passlib's CryptContext(schemes=[...], deprecated="auto"). Immutable and thread-safe. Its calls block
/// for as long as a hash takes, so use PasswordHasher on an I/O thread.
class PasswordContext {
 public:
  /// Schemes in order of preference.
  using Schemes = std::vector<std::shared_ptr<const HashScheme>>;

  /// Uses bcrypt with its default options.
  explicit PasswordContext(Random& random = system_random());
  /// Takes the schemes in order of preference. Throws std::invalid_argument if there is none. `random` must
  /// outlive the context.
  explicit PasswordContext(Schemes schemes, Random& random = system_random());

  /// Returns why `password` cannot be hashed, or nothing: an error of `prepare_password`, or too_long for
  /// the first scheme.
  [[nodiscard]] std::optional<PasswordError> check(const Secret& password) const;

  /// Returns a new hash of the first scheme. Fails with an error of `check` or with engine_failed.
  [[nodiscard]] result<std::string, PasswordError> hash(const Secret& password) const;

  /// Returns whether `password` is the one that `encoded` was made from. A text that cannot be a password
  /// (empty, too long, with NUL) counts as a wrong password and takes as long to verify. Fails with
  /// unknown_scheme, malformed_hash, refused_cost or engine_failed.
  [[nodiscard]] result<Verdict, PasswordError> verify(const Secret& password, std::string_view encoded,
                                                      PasswordForm form = PasswordForm::prepared) const;

  /// Returns why `encoded` can never be verified (unknown_scheme, malformed_hash or refused_cost), or nothing
  /// if it can. Does not compute a hash.
  [[nodiscard]] std::optional<PasswordError> check_encoded(std::string_view encoded) const noexcept;

  /// Takes as long as verifying with the first scheme, and returns a negative verdict. For users that do
  /// not exist (CWE-208).
  [[nodiscard]] result<Verdict, PasswordError> verify_dummy() const;

  /// The parts of `hash`, `verify` and `verify_dummy` before and after the work of the scheme. Each consists
  /// of one of the three plan functions, HashTask's computation, and `judge`. These parts take microseconds.
  /// They fail with the errors of the whole, except engine_failed of the scheme.
  [[nodiscard]] result<HashTask, PasswordError> plan_hash(const Secret& password) const;
  /// The first part of `verify`.
  [[nodiscard]] result<HashTask, PasswordError> plan_verify(const Secret& password, std::string_view encoded,
                                                            PasswordForm form = PasswordForm::prepared) const;
  /// The first part of `verify_dummy`.
  [[nodiscard]] result<HashTask, PasswordError> plan_dummy() const;
  /// Returns the verdict for the task, given the result of its computation.
  [[nodiscard]] result<Verdict, PasswordError> judge(
      const HashTask& task, const result<std::string, PasswordError>& computed) const;

  /// Returns whether `encoded` should be replaced when its password is next entered, because its scheme or
  /// cost differs from that of new hashes or is unknown.
  [[nodiscard]] bool needs_update(std::string_view encoded) const noexcept;

  /// Returns all schemes, the preferred one first.
  [[nodiscard]] const Schemes& schemes() const noexcept { return schemes_; }
  /// Returns the scheme that makes new hashes.
  [[nodiscard]] const HashScheme& preferred() const noexcept { return *schemes_.front(); }

 private:
  [[nodiscard]] const HashScheme* find_scheme(std::string_view encoded) const noexcept;

  Schemes schemes_;
  Random* random_;
  std::string dummy_setting_;
};

}  // namespace gatehouse::crypto
