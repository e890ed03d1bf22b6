// SPDX-License-Identifier: Apache-2.0
#include "server/log/log_access.h"

#include <cstdint>

namespace gatehouse::server {

void write_access(Log& log, const AccessLine& line) noexcept {
  if (!log.is_enabled(LogLevel::info)) return;
  std::string_view path = line.path;
  if (const auto query = path.find_first_of("?#"); query != std::string_view::npos) {
    path.remove_suffix(path.size() - query);
  }
  log.write(LogLevel::info, "request",
            {{"request_id", line.request_id},
             {"method", line.method},
             {"path", path},
             {"status", static_cast<std::int64_t>(line.status)},
             {"duration_us", static_cast<std::int64_t>(line.duration.count())},
             {"remote", line.remote}});
}

}  // namespace gatehouse::server
