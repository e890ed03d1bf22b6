#pragma once
// SPDX-License-Identifier: Apache-2.0
// Computes password hashes outside of the I/O threads, with a fair, bounded queue.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/counters.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/passwords/password_context.h"
#include "gatehouse/crypto/passwords/password_error.h"
#include "gatehouse/crypto/pool/hash_caller.h"

namespace gatehouse::crypto {

namespace detail {
class HashPool;
}

/// Options of a PasswordHasher.
struct PasswordHasherOptions {
  /// The schemes to hash and verify with.
  PasswordContext context{};
  std::size_t threads = 0;  ///< number of cores that it may use; 0: all that the process may use
  /// The maximum number of waiting jobs. It applies to each kind of caller separately, and to bcrypt and all
  /// other schemes separately.
  std::size_t max_queue = 256;
  /// How long a job may wait. After that it fails with busy.
  std::chrono::microseconds max_wait = std::chrono::seconds{10};
  int nice = 10;  ///< added to the nice value of threads that compute other schemes than bcrypt
  /// Measures the waiting time. Must outlive the hasher.
  const Clock& clock = system_clock();
  /// Counts how long each started job has waited, in microseconds. Null: that is not counted.
  std::shared_ptr<Histograms> waits{};
};

/// Counters since the hasher was created, and the current load.
struct PasswordHasherStats {
  std::size_t waiting = 0;  ///< jobs in the queue
  std::size_t running = 0;  ///< jobs being computed
  std::uint64_t finished = 0;
  std::uint64_t refused_full = 0;       ///< failed with busy: the queue was full
  std::uint64_t refused_displaced = 0;  ///< failed with busy: made room for a caller with fewer jobs
  std::uint64_t refused_late = 0;       ///< failed with busy: had waited for `max_wait`
  std::uint64_t abandoned = 0;          ///< the caller no longer waited for the result
  std::uint64_t stopped = 0;            ///< were waiting when the hasher was stopped, or came later
  std::chrono::microseconds waited{};   ///< total waiting time of all started jobs
  std::chrono::microseconds worked{};   ///< total time from start to finish of all finished jobs
};

/// Computes and verifies password hashes on its own threads. These use idle time of the program's I/O
/// threads, and at least an eighth of each core. Up to five bcrypt hashes are computed at the same time on
/// one core, which takes little longer than one. Thread-safe; create one for each program.
///
/// The coroutine suspends, and resumes on its own executor. If the `std::stop_token` of a waiting job is
/// stopped, the job fails with `abandoned` and is not computed; a hash that is being computed is finished.
///
/// The queue is bounded and fair: callers (see HashCaller) are served in turn. If it is full, one job
/// fails with `busy` at once: the newest job of the caller with the most jobs. Each kind of caller has
/// its own queue.
///
///     auto verdict = co_await hasher.verify(password, user.hash, crypto::JobOptions{request});
///     if (!verdict) throw ...;              // busy: try later
///     if (!verdict->ok) throw ...;          // wrong password
class PasswordHasher {
 public:
  /// Starts the threads.
  explicit PasswordHasher(PasswordHasherOptions options = {});
  /// Calls `stop()`.
  ~PasswordHasher();
  PasswordHasher(const PasswordHasher&) = delete;
  PasswordHasher& operator=(const PasswordHasher&) = delete;

  /// Returns a new hash. Fails with the errors of `PasswordContext::hash`, without waiting if the password
  /// cannot be hashed, and with busy, abandoned or stopped.
  [[nodiscard]] awaitable<result<std::string, PasswordError>> hash(Secret password, JobOptions job);
  /// A call without JobOptions does not compile, and the error says what is missing.
  template <class Password>
  detail::CallerMissing<Password> hash(Password&& password);

  /// Returns whether `password` is the one that `encoded` was made from. Fails with the errors of
  /// `PasswordContext::verify`, without waiting if the hash cannot be processed, and with busy,
  /// abandoned or stopped.
  [[nodiscard]] awaitable<result<Verdict, PasswordError>> verify(Secret password, std::string encoded,
                                                                 JobOptions job,
                                                                 PasswordForm form = PasswordForm::prepared);
  /// A call without JobOptions does not compile, and the error says what is missing.
  template <class Password, class Encoded>
  detail::CallerMissing<Password> verify(Password&& password, Encoded&& encoded);

  /// Takes as long as `verify` and returns a negative verdict. For users that do not exist (CWE-208). Fails
  /// with engine_failed, busy, abandoned or stopped.
  [[nodiscard]] awaitable<result<Verdict, PasswordError>> verify_dummy(JobOptions job);
  /// A call without JobOptions does not compile, and the error says what is missing.
  template <class Hasher = PasswordHasher>
  detail::CallerMissing<Hasher> verify_dummy();

  [[nodiscard]] const PasswordContext& context() const noexcept { return context_; }

  /// Stops the threads. Hashes that are being computed are finished and returned; waiting and later jobs fail
  /// with `stopped`. Blocks for at most one hash. Must be called, or the hasher destroyed, while the
  /// io_contexts of all waiting coroutines still exist.
  void stop();

  /// Returns the number of waiting jobs, for metrics.
  [[nodiscard]] std::size_t queued() const;

  /// Returns all counters, taken at one moment.
  [[nodiscard]] PasswordHasherStats stats() const;

 private:
  const PasswordContext context_;
  const std::unique_ptr<detail::HashPool> pool_;
};

}  // namespace gatehouse::crypto
