// SPDX-License-Identifier: Apache-2.0
#include "store/copies/restore_epoch.h"

namespace gatehouse::store {

awaitable<StoreResult<>> RestoreEpoch::load() {
  const auto epoch = co_await store_.epoch();
  if (!epoch) co_return epoch.error();
  if (*epoch) on_epoch_began(**epoch);
  StoreResult<> done;
  co_return done;
}

void RestoreEpoch::on_epoch_began(TimePoint epoch) noexcept {
  // It only moves forward, whichever of the two callers comes first.
  const auto count = epoch.time_since_epoch().count();
  auto known = began_.load(std::memory_order_relaxed);
  while (known < count && !began_.compare_exchange_weak(known, count, std::memory_order_seq_cst)) {
  }
}

}  // namespace gatehouse::store
