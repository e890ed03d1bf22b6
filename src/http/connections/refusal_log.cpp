// SPDX-License-Identifier: Apache-2.0

#include "http/connections/refusal_log.h"

#include <utility>

namespace gatehouse::http {
namespace {

constexpr unsigned lines_a_second = 20;

}  // namespace

void RefusalLog::write(const Request& request, unsigned status, std::string_view why) {
  if (written_ >= lines_a_second) {
    ++left_out_;
    return;
  }
  ++written_;
  log_.write(LogLevel::info, "a request was refused",
             {{"request_id", request.id},
              {"status", static_cast<std::int64_t>(status)},
              {"why", why},
              {"remote", request.remote_address}});
}

void RefusalLog::tick() {
  written_ = 0;
  if (left_out_ == 0) return;
  log_.write(LogLevel::info, "more requests were refused", {{"count", std::exchange(left_out_, 0)}});
}

}  // namespace gatehouse::http
