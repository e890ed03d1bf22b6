#pragma once
// SPDX-License-Identifier: Apache-2.0
// The log line of a request, which the setting log.requests turns on.

#include <chrono>
#include <string_view>

#include "gatehouse/base/log.h"

namespace gatehouse::server {

/// The facts about an answered request. The views need to be valid during the call only.
struct AccessLine {
  std::string_view request_id;
  std::string_view method;
  std::string_view path;  ///< its query is removed before writing
  unsigned status = 0;
  std::chrono::microseconds duration{};
  std::string_view remote;
};

/// Writes `line` at level `info`, with the message "request" and the fields request_id, method, path, status,
/// duration_us and remote. Never writes a query, which may contain tokens and addresses (CWE-532).
void write_access(Log& log, const AccessLine& line) noexcept;

}  // namespace gatehouse::server
