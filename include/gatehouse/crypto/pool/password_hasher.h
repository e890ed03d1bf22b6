#pragma once
// SPDX-License-Identifier: Apache-2.0
// Password hashing off the I/O threads: a bounded, fair queue and threads that yield to all others.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/passwords/password_context.h"
#include "gatehouse/crypto/passwords/password_error.h"
#include "gatehouse/crypto/pool/hash_caller.h"

namespace gatehouse::crypto {

namespace detail {
class HashPool;
}

/// How the pool is built. The clock must outlive the hasher.
struct PasswordHasherOptions {
  /// Which schemes there are.
  PasswordContext context{};
  std::size_t threads = 0;  ///< how many cores it may keep busy; 0: all that the process may run on
  /// Jobs that wait, of bcrypt's and of all other schemes' each, and of each kind of caller.
  std::size_t max_queue = 256;
  /// How long a job may wait; then it is busy.
  std::chrono::microseconds max_wait = std::chrono::seconds{10};
  int nice = 10;  ///< added to the nice value of threads that compute other schemes than bcrypt
  /// What the waiting is measured by; outlives the hasher.
  const Clock& clock = system_clock();
};

/// What the hasher has done since it began, and what it is doing.
struct PasswordHasherStats {
  std::size_t waiting = 0;  ///< jobs in the queue
  std::size_t running = 0;  ///< jobs being computed
  /// Jobs that have been done.
  std::uint64_t finished = 0;
  std::uint64_t refused_full = 0;       ///< busy: the queue was full
  std::uint64_t refused_displaced = 0;  ///< busy: made room for a caller with fewer jobs
  std::uint64_t refused_late = 0;       ///< busy: waited for `max_wait`
  std::uint64_t abandoned = 0;          ///< nobody wanted the answer any more
  std::uint64_t stopped = 0;            ///< waited when the hasher was stopped, or came later
  std::chrono::microseconds waited{};   ///< all jobs that were begun, before that
  std::chrono::microseconds worked{};   ///< all finished jobs, from begun to finished
};

/// Hashes and verifies on threads of its own, which yield to the program's I/O threads, save for an eighth of
/// each core. bcrypt's hashes are computed up to five at a time on a core, which takes it little longer than
/// one. Thread-safe; one a program.
///
/// The coroutine suspends and resumes on its own executor. A `std::stop_token` that is stopped while the job
/// waits makes it end with `abandoned`, unhashed; a hash under way is finished.
///
/// The queue is bounded and fair: callers (see HashCaller) are served in turn. When it is full, a job is
/// refused as `busy`, at once: the newest one of the caller with the most. Each kind of caller has a queue of
/// its own.
///
///     auto verdict = co_await hasher.verify(password, user.hash, crypto::JobOptions{request});
///     if (!verdict) throw ...;              // busy: try later
///     if (!verdict->ok) throw ...;          // wrong password
class PasswordHasher {
 public:
  /// Starts the threads.
  explicit PasswordHasher(PasswordHasherOptions options = {});
  /// As `stop()`.
  ~PasswordHasher();
  PasswordHasher(const PasswordHasher&) = delete;
  PasswordHasher& operator=(const PasswordHasher&) = delete;

  /// A new hash. Errors: those of `PasswordContext::hash`, and what is no password is told without a wait;
  /// busy, abandoned, stopped.
  [[nodiscard]] awaitable<result<std::string, PasswordError>> hash(Secret password, JobOptions job);
  /// Does not compile, and says that the caller is missing.
  template <class Password>
  detail::CallerMissing<Password> hash(Password&& password);

  /// Whether `password` is what `encoded` was made from. Errors: those of `PasswordContext::verify`, and a
  /// hash that can't be worked with is told without a wait; busy, abandoned, stopped.
  [[nodiscard]] awaitable<result<Verdict, PasswordError>> verify(Secret password, std::string encoded,
                                                                 JobOptions job,
                                                                 PasswordForm form = PasswordForm::prepared);
  /// Does not compile, and says that the caller is missing.
  template <class Password, class Encoded>
  detail::CallerMissing<Password> verify(Password&& password, Encoded&& encoded);

  /// Takes as long as `verify` and says no: for accounts that don't exist. Errors: engine_failed, busy,
  /// abandoned, stopped.
  [[nodiscard]] awaitable<result<Verdict, PasswordError>> verify_dummy(JobOptions job);
  /// Does not compile, and says that the caller is missing.
  template <class Hasher = PasswordHasher>
  detail::CallerMissing<Hasher> verify_dummy();

  /// What it hashes and verifies by.
  [[nodiscard]] const PasswordContext& context() const noexcept { return context_; }

  /// Ends the threads: hashes under way are finished and answered, waiting jobs are answered with `stopped`,
  /// and so is every later one. Blocks for at most one hash. Call it, or destroy this, while the io_contexts
  /// of all waiting coroutines still exist.
  void stop();

  /// Jobs that wait at this moment, for metrics.
  [[nodiscard]] std::size_t queued() const;

  /// Counters, all of one moment.
  [[nodiscard]] PasswordHasherStats stats() const;

 private:
  const PasswordContext context_;
  const std::unique_ptr<detail::HashPool> pool_;
};

}  // namespace gatehouse::crypto
