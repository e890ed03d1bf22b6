// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/base/io_activity.h"

#include <algorithm>

namespace gatehouse {
namespace {

thread_local IoActivity::Thread* own_thread = nullptr;

}  // namespace

IoActivity::Thread::Thread(IoActivity& activity) : activity_(activity) {
  const std::lock_guard lock{activity_.mutex_};
  activity_.threads_.push_back(this);
  own_thread = this;
}

IoActivity::Thread::~Thread() {
  own_thread = nullptr;
  const std::lock_guard lock{activity_.mutex_};
  activity_.past_turns_ += turns_.load(std::memory_order_relaxed) + 1;
  activity_.threads_.erase(std::find(activity_.threads_.begin(), activity_.threads_.end(), this));
}

std::optional<std::uint64_t> IoActivity::quiet_mark() const {
  const std::lock_guard lock{mutex_};
  if (threads_.empty()) return std::nullopt;
  auto mark = past_turns_;
  for (const auto* thread : threads_) {
    const auto turns = thread->turns_.load(std::memory_order_relaxed);
    if (turns % 2 != 0) return std::nullopt;
    mark += turns;
  }
  return mark;
}

IoActivity& io_activity() noexcept {
  static IoActivity activity;
  return activity;
}

IoWait::IoWait() noexcept : thread_(own_thread) {
  if (thread_ != nullptr) thread_->begin_wait();
}

IoWait::~IoWait() {
  if (thread_ != nullptr) thread_->end_wait();
}

}  // namespace gatehouse
