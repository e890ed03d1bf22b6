#pragma once
// SPDX-License-Identifier: Apache-2.0
// Keeps the time in memory before which no token is valid.

#include <atomic>
#include <optional>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "store/changes.h"
#include "store/error.h"
#include "store/store.h"

namespace gatehouse::store {

/// The time before which no token is valid, see `Store::epoch`. It follows the store's changes. Thread-safe.
class RestoreEpoch final : private ChangeObserver {
 public:
  /// The store must outlive this.
  explicit RestoreEpoch(Store& store) : store_(store) { store_.changes().add(*this); }
  ~RestoreEpoch() override { store_.changes().remove(*this); }
  RestoreEpoch(const RestoreEpoch&) = delete;
  RestoreEpoch& operator=(const RestoreEpoch&) = delete;

  /// Reads it from the store. Await it before requests are served. Fails as `Store::epoch` does.
  [[nodiscard]] awaitable<StoreResult<>> load();

  /// Returns whether a token that was issued at this time (nullopt: it does not say) is too old.
  [[nodiscard]] bool is_after(const std::optional<TimePoint>& issued_at) const noexcept {
    const auto begun = began_.load(std::memory_order_seq_cst);
    return begun != never && (!issued_at || issued_at->time_since_epoch().count() < begun);
  }

 private:
  static constexpr TimePoint::rep never = TimePoint::min().time_since_epoch().count();

  void on_epoch_began(TimePoint epoch) noexcept override;

  Store& store_;
  std::atomic<TimePoint::rep> began_{never};
};

}  // namespace gatehouse::store
