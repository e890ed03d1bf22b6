#pragma once
// SPDX-License-Identifier: Apache-2.0
// The threads that hash on one core: lanes for bcrypt, another thread for other schemes, and a manager.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "crypto/pool/beside_thread.h"
#include "crypto/pool/doorbell.h"
#include "crypto/pool/hash_job.h"
#include "crypto/pool/lane_threads.h"
#include "crypto/pool/lending.h"
#include "gatehouse/base/io_activity.h"

namespace gatehouse::crypto::detail {

/// New jobs for a worker, and whether more will follow.
struct Assignment {
  std::vector<HashJobPtr> laned;  ///< at most as many as it has free lanes
  HashJobPtr beside;              ///< null if there is none or its thread is busy
  bool is_stopping = false;       ///< the worker ends when its jobs are finished
};

/// The managing thread has normal priority. Only this thread takes locks and sends answers that involve other
/// threads. It sleeps most of the time, and lends its priority to the lanes when they starve (see Lending).
class HashWorker {
 public:
  /// Reports finished jobs and returns new ones. Called by the managing thread.
  using Exchange = std::function<Assignment(std::vector<Computed> finished)>;

  /// `nice` is for the thread that computes other schemes. Without a value there is no such thread.
  HashWorker(Exchange exchange, std::optional<int> nice);
  /// Calls `join`.
  ~HashWorker() { join(); }
  HashWorker(const HashWorker&) = delete;
  HashWorker& operator=(const HashWorker&) = delete;

  /// Waits for the running jobs, after `exchange` has reported that it is stopping. Not thread-safe.
  void join();

  /// Makes the worker ask for jobs. Thread-safe.
  void ring() noexcept { bell_.ring(); }

 private:
  void run();
  [[nodiscard]] std::vector<Computed> take_finished();
  void start(Assignment& jobs);

  Exchange exchange_;
  Doorbell bell_;
  LaneThreads lanes_{bell_};
  Lending lending_{io_activity()};
  std::optional<BesideThread> beside_;
  std::thread manager_;
};

}  // namespace gatehouse::crypto::detail
