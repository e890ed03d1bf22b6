#pragma once
// SPDX-License-Identifier: Apache-2.0
// Password hashing off the I/O threads: a bounded queue and a few threads of low priority.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/password_context.h"
#include "gatehouse/crypto/password_error.h"

namespace gatehouse::crypto {

/// How the pool is built. The clock must outlive the hasher.
struct PasswordHasherOptions {
  PasswordContext context{};
  std::size_t threads = 0;  ///< 0: one a core
  std::size_t max_queue = 256;
  std::chrono::microseconds max_wait = std::chrono::seconds{10};
  int nice = 10;  ///< added to the threads' nice value, so that a storm of logins slows nothing else
  const Clock& clock = system_clock();
};

/// Hashes and verifies on threads of its own. Thread-safe; one a program.
///
/// The coroutine suspends and resumes on its own executor. A `std::stop_token` that is stopped while the job
/// waits makes it end with `abandoned`, unhashed; a hash under way is finished.
///
///     auto verdict = co_await hasher.verify(password, user.hash);
///     if (!verdict) throw ...;              // busy: try later
///     if (!verdict->ok) throw ...;          // wrong password
class PasswordHasher {
 public:
  explicit PasswordHasher(PasswordHasherOptions options = {});
  /// As `stop()`.
  ~PasswordHasher();
  PasswordHasher(const PasswordHasher&) = delete;
  PasswordHasher& operator=(const PasswordHasher&) = delete;

  /// A new hash. Errors: those of `PasswordContext::hash`, and what is no password is told without a wait;
  /// busy, abandoned, stopped.
  [[nodiscard]] awaitable<result<std::string, PasswordError>> hash(Secret password,
                                                                   std::stop_token abandon = {});

  /// Whether `password` is what `encoded` was made from. Errors: those of `PasswordContext::verify`; busy,
  /// abandoned, stopped.
  [[nodiscard]] awaitable<result<Verdict, PasswordError>> verify(Secret password, std::string encoded,
                                                                 PasswordForm form = PasswordForm::prepared,
                                                                 std::stop_token abandon = {});

  /// Takes as long as `verify` and says no: for accounts that don't exist. Errors: engine_failed, busy,
  /// abandoned, stopped.
  [[nodiscard]] awaitable<result<Verdict, PasswordError>> verify_dummy(std::stop_token abandon = {});

  /// As `PasswordContext::check_encoded`, at once and on the caller's thread.
  [[nodiscard]] std::optional<PasswordError> check_encoded(std::string_view encoded) const noexcept;

  /// Ends the threads: hashes under way are finished and answered, waiting jobs are answered with `stopped`,
  /// and so is every later one. Blocks for at most one hash. Call it, or destroy this, while the io_contexts
  /// of all waiting coroutines still exist.
  void stop();

  /// Jobs that wait at this moment, for metrics.
  [[nodiscard]] std::size_t queued() const;

 private:
  class Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace gatehouse::crypto
