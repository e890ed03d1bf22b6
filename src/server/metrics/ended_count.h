#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts the sessions that have ended, for whatever reason.

#include <cstdint>
#include <span>

#include "gatehouse/base/counters.h"
#include "store/store.h"

namespace gatehouse::server {

/// Counts during its lifetime the sessions that the store reports as ended: by logout, by a spent token, with
/// a changed password, or with their user. Sessions that only expire are not counted.
class EndedCount final : public store::ChangeObserver {
 public:
  /// The store must outlive this.
  explicit EndedCount(store::Store& store) : changes_(store.changes()) { changes_.add(*this); }
  ~EndedCount() override { changes_.remove(*this); }
  EndedCount(const EndedCount&) = delete;
  EndedCount& operator=(const EndedCount&) = delete;

  void on_sessions_ended(std::span<const store::EndedSession> sessions) noexcept override {
    ended_.add(0, sessions.size());
  }

  /// Returns how many have ended. Thread-safe.
  [[nodiscard]] std::uint64_t get() const noexcept { return ended_.sum(0); }

 private:
  store::ChangeFeed& changes_;
  Counters ended_{1, 2};
};

}  // namespace gatehouse::server
