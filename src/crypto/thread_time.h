#pragma once
// SPDX-License-Identifier: Apache-2.0
// Measures the processor time of a thread, which does not depend on other programs.

#include <time.h>

#include <chrono>

namespace gatehouse::crypto::detail {

/// Returns the processor time of the calling thread.
[[nodiscard]] inline std::chrono::nanoseconds thread_time() noexcept {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace gatehouse::crypto::detail
