// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/middleware/timing.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

namespace gatehouse::web {
namespace {

awaitable<> measure(const http::Request&, http::Response& response, Next next) {
  const auto start = std::chrono::steady_clock::now();
  auto rest = next();
  co_await std::move(rest);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  std::array<char, 48> text{};
  const auto length = std::snprintf(text.data(), text.size(), "app;dur=%.3f", taken.count());
  response.set("Server-Timing", std::string(text.data(), static_cast<std::size_t>(length)));
}

}  // namespace

Middleware timing() { return measure; }

}  // namespace gatehouse::web
