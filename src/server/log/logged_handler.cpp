// SPDX-License-Identifier: Apache-2.0
#include "server/log/logged_handler.h"

#include <exception>
#include <utility>

#include "gatehouse/http/body_reader.h"
#include "server/log/log_access.h"

namespace gatehouse::server {

awaitable<> LoggedHandler::handle(const http::Request& request, http::Response& response) {
  using std::chrono::duration_cast;
  const auto begun = std::chrono::steady_clock::now();
  std::exception_ptr failure;
  unsigned status = 0;
  try {
    auto answering = inner_.handle(request, response);
    co_await std::move(answering);
    status = response.status;
  } catch (const http::BodyError& error) {
    failure = std::current_exception();
    status = error.status();
  } catch (...) {
    failure = std::current_exception();
    status = 500;
  }
  write(request, status, duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
  if (failure) std::rethrow_exception(failure);
}

void LoggedHandler::note_refusal(const http::Request& request, unsigned status) noexcept {
  write(request, status, {});
  inner_.note_refusal(request, status);
}

void LoggedHandler::write(const http::Request& request, unsigned status,
                          std::chrono::microseconds duration) noexcept {
  AccessLine line;
  line.request_id = request.id;
  line.method = request.method;
  line.path = request.path;
  line.status = status;
  line.duration = duration;
  line.remote = request.remote_address;
  write_access(log_, line);
}

}  // namespace gatehouse::server
