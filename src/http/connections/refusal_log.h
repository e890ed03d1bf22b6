#pragma once
// SPDX-License-Identifier: Apache-2.0
// Logs the requests that the server refuses itself.

#include <cstdint>
#include <string_view>

#include "gatehouse/base/log.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// The refusal log of one worker. Callers can cause these lines at no cost, so the number of lines per second
/// is limited and the others are only counted (CWE-779).
class RefusalLog {
 public:
  explicit RefusalLog(Log& log) noexcept : log_(log) {}

  /// Writes a line at level `info` with the id, the status and the peer address of the request, and why it
  /// was refused. The line contains no field, query or body of the request (CWE-532).
  void write(const Request& request, unsigned status, std::string_view why);
  /// Called once a second. Logs how many lines were left out in that second.
  void tick();

 private:
  Log& log_;
  unsigned written_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace gatehouse::http
