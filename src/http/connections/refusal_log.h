#pragma once
// SPDX-License-Identifier: Apache-2.0
// The log lines of requests that the server refuses by itself.

#include <cstdint>
#include <string_view>

#include "gatehouse/base/log.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// Of one thread. Strangers cause these lines at no cost, so only so many are written a second; the others
/// are counted (CWE-779).
class RefusalLog {
 public:
  explicit RefusalLog(Log& log) noexcept : log_(log) {}

  /// Writes a line at level `info`: the request's id, status and remote address, and why it was refused. No
  /// field, query or body of the request is in it (CWE-532).
  void write(const Request& request, unsigned status, std::string_view why);
  /// A second is over: says how many lines were left out in it.
  void tick();

 private:
  Log& log_;
  unsigned written_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace gatehouse::http
