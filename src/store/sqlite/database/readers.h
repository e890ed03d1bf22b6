#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connection for reading for every thread that asks.

#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Gives each thread its own connection, so that readers wait neither for one another nor (with WAL) for the
/// writer. Keeps them until it goes; by then no thread may be reading.
class Readers {
 public:
  explicit Readers(Location location);
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  /// The calling thread's connection, opened on first use; null when that fails, and the next call tries
  /// again.
  [[nodiscard]] Connection* local();

  /// Runs `work` here and now: a lookup in a cached page is cheaper than a hop to another thread.
  template <class Reading>
  std::invoke_result_t<Reading, Connection&> read(Reading&& work) {
    Connection* connection = local();
    if (connection == nullptr) return StoreError::unavailable;
    return work(*connection);
  }

 private:
  Connection* find_or_open();

  const Location location_;
  const std::uint64_t serial_;
  std::mutex mutex_;
  std::unordered_map<std::thread::id, Connection> connections_;
};

}  // namespace gatehouse::store::sqlite
