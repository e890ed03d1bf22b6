#pragma once
// SPDX-License-Identifier: Apache-2.0
// A thread of low priority that computes one hash of a scheme without lanes at a time.

#include <atomic>
#include <string>
#include <thread>

#include "crypto/pool/doorbell.h"
#include "crypto/pool/hash_job.h"

namespace gatehouse::crypto::detail {

/// It shares a slot with its owner and no lock with anyone: it may be stopped anywhere, for as long as others
/// want the core. All functions are for one thread, the owner's.
class BesideThread {
 public:
  /// Rings `done` after each job; it outlives this. `nice`: added to the thread's own.
  BesideThread(Doorbell& done, int nice);
  /// Waits for the job under way.
  ~BesideThread();
  BesideThread(const BesideThread&) = delete;
  BesideThread& operator=(const BesideThread&) = delete;

  /// Whether a job was begun and has not been taken out.
  [[nodiscard]] bool is_busy() const noexcept { return job_ != nullptr; }

  /// Begins a job. Precondition: not busy.
  void start(HashJobPtr job);

  /// A job that has been computed, with what came of it; null while there is none.
  [[nodiscard]] HashJobPtr take_finished(result<std::string, PasswordError>& computed);

 private:
  enum class State { empty, begun, finished, stopping };
  void run(int nice);

  Doorbell& done_;
  HashJobPtr job_;
  result<std::string, PasswordError> computed_ = PasswordError::engine_failed;
  std::atomic<State> state_ = State::empty;  ///< who may touch `job_` and `computed_`: the thread while begun
  std::thread thread_;
};

}  // namespace gatehouse::crypto::detail
