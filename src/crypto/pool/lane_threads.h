#pragma once
// SPDX-License-Identifier: Apache-2.0
// The lanes of one core, and the thread of lowest priority that computes them while the core is idle.

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

/// A finished job and its result.
struct Computed {
  HashJobPtr job;
  result<std::string, PasswordError> hash;
};

/// Bcrypt jobs in lanes. All functions must be called by one thread of normal priority, the owner.
///
/// A SCHED_IDLE thread does not reduce the throughput of `/me`, but gets only 0.3 % of a core that I/O
/// saturates. Logins would starve, also beside other busy programs. Therefore the owner computes for a part
/// of the time (`lend`). Using a nice value instead would delay I/O by a tick of the scheduler (4 ms);
/// computing for less than a millisecond with sleeps between does not.
class LaneThreads {
 public:
  /// Rings `ended` when `take_finished` has a result. `ended` must outlive this object.
  explicit LaneThreads(Doorbell& ended);
  /// Discards running jobs.
  ~LaneThreads();
  LaneThreads(const LaneThreads&) = delete;
  LaneThreads& operator=(const LaneThreads&) = delete;

  /// Returns the number of jobs that were started and not taken out yet.
  [[nodiscard]] std::size_t size() const noexcept { return used_; }

  /// Starts jobs, which takes about 30 microseconds for each. Together with size() there must be at
  /// most max_lanes jobs.
  void start(std::vector<HashJobPtr> jobs);

  /// Returns all finished jobs, and wipes their lanes.
  [[nodiscard]] std::vector<Computed> take_finished();

  /// Returns whether the idle thread got less than about a fifth of the core since the last call. Call it at
  /// intervals of Lending::share_pause.
  [[nodiscard]] bool is_starved() noexcept;

  /// Computes on the calling thread for `quantum` of its processor time, or until a hash has ended.
  Lent lend(std::chrono::microseconds quantum) noexcept;

  /// Used by tests to check that the lanes are wiped.
  [[nodiscard]] const SharedLanes& lanes() const noexcept { return lanes_; }

 private:
  /// The rounds that the idle thread computes between two publications, which take 0.25 ms. This is the most
  /// work that it loses if the owner publishes first.
  static constexpr std::uint64_t idle_rounds = 4;
  /// The idle thread counts as starved if it publishes less often than this between two calls of
  /// `is_starved`, which is about a fifth of the core. This is more than the lent share, so that logins also
  /// get enough time at half load, when the idle thread runs only in short intervals.
  static constexpr std::uint64_t enough_steps = 3;

  void run_idle() noexcept;
  void wake_idle() noexcept;

  Doorbell& ended_;
  SharedLanes lanes_;
  std::array<HashJobPtr, max_lanes> jobs_;
  std::size_t used_ = 0;
  std::uint64_t published_ = 0;  ///< publications of the owner
  std::uint64_t idle_seen_ = 0;  ///< publications of the idle thread at the last `is_starved`
  std::atomic<std::uint32_t> work_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::thread idle_;
};

}  // namespace gatehouse::crypto::detail
