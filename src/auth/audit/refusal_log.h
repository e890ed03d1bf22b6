#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts refused attempts for the audit record: alike ones are one entry, and strangers cannot fill the disk.

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "store/audit.h"
#include "store/store.h"

namespace gatehouse::auth {

/// Counts refusals by action, reason, subject and address. Of each kind the first ones are due at once, and
/// the rest when a minute has passed. Thread-safe; a program has one.
class RefusalLog {
 public:
  /// The most kinds in one minute. Those that come then are counted together, without subject and address.
  static constexpr std::size_t max_kinds = 128;

  /// The clock must outlive this.
  explicit RefusalLog(const Clock& clock = system_clock()) : clock_(clock) {}

  void note(std::string action, std::string reason, store::Subject subject, store::Actor actor);

  /// Returns what is due to be written, and counts it as written.
  [[nodiscard]] std::vector<store::Refusals> take_due();

  /// Returns all that was not written yet.
  [[nodiscard]] std::vector<store::Refusals> take_all();

 private:
  struct Kind {
    store::Refusals refusals;  ///< those that were not written yet
    TimePoint since;
    bool is_written = false;  ///< whether some of this kind were
  };

  [[nodiscard]] std::vector<store::Refusals> take(bool all);

  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Kind> kinds_;
};

/// Writes what is due, or all, into the audit record. The subject of a refused login is an address as it was
/// typed; if a user has it, the entry names that user. What cannot be written is lost, since refusals must
/// not fill the memory while the disk is full.
[[nodiscard]] awaitable<> write_refusals(store::Store& store, std::vector<store::Refusals> due);

}  // namespace gatehouse::auth
