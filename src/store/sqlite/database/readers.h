#pragma once
// SPDX-License-Identifier: Apache-2.0
// Gives every thread its own connection for reading.

#include <cstdint>
#include <mutex>
#include <thread>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Gives each thread its own connection, so that readers wait neither for each other nor, with WAL, for the
/// writer. The destructor closes the connections; no thread may be reading by then.
class Readers {
 public:
  explicit Readers(Location location);
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  /// Returns the calling thread's connection, which is opened at its first use. Returns null when that fails;
  /// the next call tries again.
  [[nodiscard]] Connection* local();

  /// Runs `work` on the calling thread. A lookup in a cached page costs less than a switch to another thread.
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
