#pragma once
// SPDX-License-Identifier: Apache-2.0
// One log line a request, around the work of another handler.

#include <chrono>

#include "gatehouse/base/log.h"
#include "gatehouse/http/server.h"

namespace gatehouse::server {

/// Writes a line for each request (write_access), also where the handler throws or the server refuses the
/// request by itself.
class LoggedHandler final : public http::Handler {
 public:
  /// Both must outlive it.
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
