#pragma once
// SPDX-License-Identifier: Apache-2.0
// A log that a test can read.

#include <mutex>
#include <string>
#include <vector>

#include "gatehouse/base/log.h"

namespace gatehouse::store {

class RecordingLog final : public Log {
 public:
  bool is_enabled(LogLevel) const noexcept override { return true; }
  void write(LogLevel, std::string_view message, std::initializer_list<LogField>) noexcept override {
    const std::lock_guard lock{mutex_};
    lines_.emplace_back(message);
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

}  // namespace gatehouse::store
