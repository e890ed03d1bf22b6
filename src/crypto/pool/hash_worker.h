#pragma once
// SPDX-License-Identifier: Apache-2.0
// What one core has for hashing: lanes for bcrypt, a thread beside them for other schemes, one that manages
// both.

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

/// Jobs for a worker, and whether there will be more.
struct Assignment {
  std::vector<HashJobPtr> laned;  ///< no more than its free lanes
  HashJobPtr beside;              ///< null for none, or while it has one
  bool is_stopping = false;       ///< it ends when it has finished what it has
};

/// Its managing thread has normal priority and is the only one that meets the threads of others, in locks and
/// answers; it sleeps nearly always, and lends its priority to the lanes when they starve (see Lending).
class HashWorker {
 public:
  /// Tells what has been computed, and asks for more. Called by the managing thread; takes the answers over.
  using Exchange = std::function<Assignment(std::vector<Computed> finished)>;

  /// `nice`: of the thread for other schemes, none without a value.
  HashWorker(Exchange exchange, std::optional<int> nice);
  /// As `join`.
  ~HashWorker() { join(); }
  HashWorker(const HashWorker&) = delete;
  HashWorker& operator=(const HashWorker&) = delete;

  /// Waits for what is under way, once `exchange` says that it is stopping. Not from two threads at once.
  void join();

  /// Has the worker ask for jobs. Thread-safe.
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
