#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes one log line for each request that another handler serves.

#include <chrono>

#include "gatehouse/base/log.h"
#include "gatehouse/http/server.h"

namespace gatehouse::server {

/// Writes a line for each request (write_access), also when the handler throws or the server refuses the
/// request before the handler runs.
class LoggedHandler final : public http::Handler {
 public:
  /// Both must outlive this.
  LoggedHandler(http::Handler& inner, Log& log) noexcept : inner_(inner), log_(log) {}

  awaitable<> handle(const http::Request& request, http::Response& response) override;
  void plan_body(const http::Request& request, http::BodyPlan& plan) noexcept override {
    inner_.plan_body(request, plan);
  }
  void note_refusal(const http::Request& request, unsigned status) noexcept override;

 private:
  void write(const http::Request& request, unsigned status, std::chrono::microseconds duration) noexcept;

  http::Handler& inner_;
  Log& log_;
};

}  // namespace gatehouse::server
