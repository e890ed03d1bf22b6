#pragma once
// SPDX-License-Identifier: Apache-2.0
// A low-priority thread that computes one hash at a time of schemes that do not use lanes.

#include <atomic>
#include <string>
#include <thread>

#include "crypto/pool/doorbell.h"
#include "crypto/pool/hash_job.h"

namespace gatehouse::crypto::detail {

/// Shares one slot with its owner, without a lock, because the system may suspend it at any point for as long
/// as other threads need the core. All functions must be called by one thread, the owner.
class BesideThread {
 public:
  /// Rings `done` after each job. `done` must outlive this object. `nice` is added to the nice value
  /// of the thread.
  BesideThread(Doorbell& done, int nice);
  /// Waits for the running job.
  ~BesideThread();
  BesideThread(const BesideThread&) = delete;
  BesideThread& operator=(const BesideThread&) = delete;

  /// Returns whether a job was started and not taken out yet.
  [[nodiscard]] bool is_busy() const noexcept { return job_ != nullptr; }

  /// Starts a job. Must not be busy.
  void start(HashJobPtr job);

  /// Returns a job that has been computed, with its result, or null if there is none.
  [[nodiscard]] HashJobPtr take_finished(result<std::string, PasswordError>& computed);

 private:
  enum class State { empty, begun, finished, stopping };
  void run(int nice);

  Doorbell& done_;
  HashJobPtr job_;
  result<std::string, PasswordError> computed_ = PasswordError::engine_failed;
  /// Determines which thread may use `job_` and `computed_`: this thread while the state is `begun`,
  /// otherwise the owner.
  std::atomic<State> state_ = State::empty;
  std::thread thread_;
};

}  // namespace gatehouse::crypto::detail
