#pragma once
// SPDX-License-Identifier: Apache-2.0
// The queues of password jobs, and which worker gets which job.

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "crypto/pool/hash_job.h"
#include "crypto/pool/hash_queue.h"
#include "crypto/pool/hash_worker.h"
#include "gatehouse/base/clock.h"

namespace gatehouse::crypto::detail {

/// Two queues, of bcrypt's jobs and of all others, and the workers that empty them. Thread-safe.
///
/// One mutex, held for about a microsecond, guards it all. Only threads of normal priority take it, those of
/// I/O and the workers' managers: were a thread of low priority to hold it, one that is not being run, then
/// I/O would stand still behind a hash (priority inversion). The threads that compute share nothing with
/// others but atomics.
class HashPool {
 public:
  /// `has_beside`: whether any scheme is computed beside the lanes.
  HashPool(const PasswordHasherOptions& options, bool has_beside);
  ~HashPool() { stop(); }
  HashPool(const HashPool&) = delete;
  HashPool& operator=(const HashPool&) = delete;

  /// Queues `job`, or answers it at once: with busy, or stopped. Or another with busy, which it displaces.
  void submit(HashJobPtr job);

  /// As PasswordHasher::stop.
  void stop();

  [[nodiscard]] PasswordHasherStats stats() const;

 private:
  using Refused = std::vector<std::pair<HashJobPtr, PasswordError>>;

  /// A worker's jobs as the pool sees them.
  struct Place {
    std::size_t lanes = 0;  ///< used, with those in `inbox`
    bool is_busy_beside = false;
    Assignment inbox;
    std::unique_ptr<HashWorker> worker;
  };

  [[nodiscard]] Assignment exchange(Place& place, std::vector<Computed> finished);
  // With the mutex held:
  void assign(Refused& refused, std::vector<Place*>& to_ring);
  [[nodiscard]] HashJobPtr next(HashQueue& queue);
  void drop_hopeless(HashQueue& queue, Refused& refused);

  const std::size_t max_queue_;
  const std::chrono::microseconds max_wait_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  HashQueue laned_{max_queue_};
  HashQueue beside_{max_queue_};
  PasswordHasherStats stats_;
  bool is_stopping_ = false;
  std::mutex joining_;
  std::vector<std::unique_ptr<Place>> places_;  ///< always the same
};

}  // namespace gatehouse::crypto::detail
