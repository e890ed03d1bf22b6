#pragma once
// SPDX-License-Identifier: Apache-2.0
// One line a request, for those who set log.requests.

#include <chrono>
#include <string_view>

#include "gatehouse/base/log.h"

namespace gatehouse::server {

/// What is said of an answered request. The views need to hold during the call only.
struct AccessLine {
  std::string_view request_id;
  std::string_view method;
  std::string_view path;  ///< a query is cut off before it is written
  unsigned status = 0;
  std::chrono::microseconds duration{};
  std::string_view remote;
};

/// Writes `line` at level `info`, as message "request" with the fields request_id, method, path, status,
/// duration_us and remote. Never a query: tokens and addresses travel there (CWE-532).
void write_access(Log& log, const AccessLine& line) noexcept;

}  // namespace gatehouse::server
