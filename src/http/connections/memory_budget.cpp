// SPDX-License-Identifier: Apache-2.0

#include "http/connections/memory_budget.h"

#include <algorithm>
#include <exception>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gatehouse::http {

void MemoryBudget::set(MemoryHolder& holder, std::size_t size) noexcept {
  if (holder.has_given_up_) size = 0;
  held_.store(held() - holder.charged_ + size, std::memory_order_relaxed);
  holder.charged_ = size;
  if (size == 0) {
    holder.unlink();
  } else if (!holder.is_linked()) {
    holders_.push_back(holder);
  }
}

void MemoryBudget::charge(MemoryHolder& holder, std::size_t size) noexcept {
  const bool is_more = size > holder.charged_;
  set(holder, size);
  if (!is_more || held() <= limit_) return;
  try {
    relieve();
    // There is not even memory to choose a holder, so the one that asks for more gives up its own.
  } catch (const std::exception&) {
    if (holder.give_up_memory()) {
      holder.has_given_up_ = true;
      set(holder, 0);
    }
  }
}

void MemoryBudget::relieve() {
  std::unordered_map<AddressKey, std::size_t, AddressHash> sums;
  for (const auto& holder : holders_) sums[holder.address()] += holder.charged();
  std::vector<std::pair<std::size_t, AddressKey>> most;
  most.reserve(sums.size());
  for (const auto& [address, sum] : sums) most.emplace_back(sum, address);
  const auto is_less = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::ranges::make_heap(most, is_less);
  while (!is_relieved() && !most.empty()) {
    std::ranges::pop_heap(most, is_less);
    const auto [sum, address] = most.back();
    most.pop_back();
    const auto next = most.empty() ? 0 : most.front().first;
    const auto before = held();
    if (!relieve_of(address, sum, next)) continue;
    most.emplace_back(sum - (before - held()), address);
    std::ranges::push_heap(most, is_less);
  }
}

bool MemoryBudget::relieve_of(const AddressKey& address, std::size_t total, std::size_t least) noexcept {
  bool has_any = false;
  for (auto at = holders_.begin(); at != holders_.end() && !is_relieved();) {
    auto& holder = *at++;
    // A holder that is alone is within its own limits for bodies and headers.
    if (!(holder.address() == address) || holder.charged_ == held()) continue;
    const auto size = holder.charged_;
    if (!holder.give_up_memory()) continue;
    holder.has_given_up_ = true;
    set(holder, 0);
    has_any = true;
    total -= size;
    if (total <= least) break;
  }
  return has_any;
}

}  // namespace gatehouse::http
