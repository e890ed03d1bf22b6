#pragma once
// SPDX-License-Identifier: Apache-2.0
// The lanes of one core, and the thread of lowest priority that steps them whenever the core has nothing else
// to do.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "crypto/pool/doorbell.h"
#include "crypto/pool/hash_job.h"
#include "crypto/pool/lending.h"
#include "crypto/pool/shared_lanes.h"

namespace gatehouse::crypto::detail {

/// A job and what came of it.
struct Computed {
  HashJobPtr job;
  result<std::string, PasswordError> hash;
};

/// Bcrypt jobs in lanes. All functions are for one thread of normal priority, the owner's.
///
/// SCHED_IDLE leaves `/me` all of its throughput, but gets 0.3 % of a core that I/O saturates: logins would
/// starve, and so they would beside other programs that are busy. So the owner lends a hand (`lend`). A nice
/// value beside it costs I/O a tick of the scheduler (4 ms); quanta of under a millisecond with sleeps
/// between do not.
class LaneThreads {
 public:
  /// Rings `ended` when there is something for `take_finished`; it outlives this.
  explicit LaneThreads(Doorbell& ended);
  /// Forgets what is under way.
  ~LaneThreads();
  LaneThreads(const LaneThreads&) = delete;
  LaneThreads& operator=(const LaneThreads&) = delete;

  /// Jobs begun and not taken out.
  [[nodiscard]] std::size_t size() const noexcept { return used_; }

  /// Begins jobs, which takes some 30 microseconds each. Precondition: no more than max_lanes with those of
  /// `size()`.
  void start(std::vector<HashJobPtr> jobs);

  /// All jobs that have been computed. Wipes what they leave.
  [[nodiscard]] std::vector<Computed> take_finished();

  /// Whether the idle thread got less than a quarter of the core since the last call, 3 ms ago. Call it at
  /// such intervals.
  [[nodiscard]] bool is_starved() noexcept;

  /// Steps the lanes in the calling thread for `quantum` of its processor time, or until one has ended.
  Lent lend(std::chrono::microseconds quantum) noexcept;

  /// For the test that they are wiped.
  [[nodiscard]] const SharedLanes& lanes() const noexcept { return lanes_; }

 private:
  /// Of the idle thread, between two publications: 0.25 ms. What another publication makes it lose, at most.
  static constexpr std::uint64_t idle_rounds = 4;
  /// The idle thread's publications between two calls of `is_starved`, under which it is: a fifth of the
  /// core. More than the share, so that at half load, where the idle thread gets its time in shreds, logins
  /// get theirs as well.
  static constexpr std::uint64_t enough_steps = 3;

  void run_idle() noexcept;
  void wake_idle() noexcept;

  Doorbell& ended_;
  SharedLanes lanes_;
  std::array<HashJobPtr, max_lanes> jobs_;
  std::size_t used_ = 0;
  std::uint64_t published_ = 0;  ///< by the owner
  std::uint64_t idle_seen_ = 0;  ///< publications of the idle thread at the last `is_starved`
  std::atomic<std::uint32_t> work_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::thread idle_;
};

}  // namespace gatehouse::crypto::detail
