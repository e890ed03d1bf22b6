#pragma once
// SPDX-License-Identifier: Apache-2.0
// The queues of password jobs, and their distribution to the workers.

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

/// Two queues, one for bcrypt and one for all other schemes, and the workers that serve them. Thread-safe.
///
/// One mutex, held for about a microsecond, protects all data. Only threads of normal priority lock it:
/// I/O threads and the managing threads of the workers. If a low-priority thread held it while suspended,
/// the I/O threads would wait behind a hash (priority inversion). The computing threads share only
/// atomics with others.
class HashPool {
 public:
  /// `has_beside` tells whether any scheme is computed outside of the lanes.
  HashPool(const PasswordHasherOptions& options, bool has_beside);
  ~HashPool() { stop(); }
  HashPool(const HashPool&) = delete;
  HashPool& operator=(const HashPool&) = delete;

  /// Queues `job`, or fails it at once with busy or stopped. May displace another job, which then
  /// fails with busy.
  void submit(HashJobPtr job);

  /// See PasswordHasher::stop.
  void stop();

  [[nodiscard]] PasswordHasherStats stats() const;

 private:
  using Refused = std::vector<std::pair<HashJobPtr, PasswordError>>;

  /// A worker and its jobs.
  struct Place {
    std::size_t lanes = 0;  ///< lanes in use, including jobs in `inbox`
    bool is_busy_beside = false;
    Assignment inbox;
    std::unique_ptr<HashWorker> worker;
  };

  [[nodiscard]] Assignment exchange(Place& place, std::vector<Computed> finished);
  // These require that the mutex is held.
  void assign(Refused& refused, std::vector<Place*>& to_ring);
  [[nodiscard]] HashJobPtr next(HashQueue& queue);
  void drop_hopeless(HashQueue& queue, Refused& refused);

  const std::size_t max_queue_;
  const std::chrono::microseconds max_wait_;
  const Clock& clock_;
  const std::shared_ptr<Histograms> waits_;
  mutable std::mutex mutex_;
  HashQueue laned_{max_queue_};
  HashQueue beside_{max_queue_};
  PasswordHasherStats stats_;
  bool is_stopping_ = false;
  std::mutex joining_;
  std::vector<std::unique_ptr<Place>> places_;  ///< never changed after construction
};

}  // namespace gatehouse::crypto::detail
