// SPDX-License-Identifier: Apache-2.0
#include "crypto/passwords/memory_budget.h"

namespace gatehouse::crypto::detail {

void MemoryBudget::take(std::uint64_t kib) {
  std::unique_lock lock{mutex_};
  const auto ticket = last_ticket_++;
  changed_.wait(lock, [&] { return ticket == next_served_ && used_kib_ + kib <= limit_kib_; });
  used_kib_ += kib;
  ++next_served_;
  changed_.notify_all();
}

void MemoryBudget::give_back(std::uint64_t kib) {
  const std::lock_guard lock{mutex_};
  used_kib_ -= kib;
  changed_.notify_all();
}

}  // namespace gatehouse::crypto::detail
