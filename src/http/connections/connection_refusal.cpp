// SPDX-License-Identifier: Apache-2.0
// The answers that a connection makes itself, and the log lines about them.

#include <string_view>

#include "gatehouse/http/error_answer.h"
#include "http/connections/connection.h"
#include "http/worker.h"

namespace gatehouse::http {
namespace {

/// Returns why the connection, and not the parser, refuses a request.
std::string_view reason_of(unsigned status) noexcept {
  switch (status) {
    case 400:
      return "the client sent only part of it";
    case 408:
      return "it took too long to arrive";
    default:
      return "too much is in memory";
  }
}

}  // namespace

Connection::Step Connection::refuse(unsigned status, std::string_view why) {
  keep_alive_ = false;
  response_.clear();  // the response still holds the previous answer
  set_error(status);
  log_refusal(status, why.empty() ? reason_of(status) : why);
  handler_.note_refusal(message_.request, status);
  return Step::refuse;
}

void Connection::log_refusal(unsigned status, std::string_view why) {
  auto& request = message_.request;
  if (is_from_proxy_ && parser_ && parser_->is_header_done()) {
    request.remote_address = worker_.proxies().client_of(request, remote_address_);
  }
  worker_.refusals().write(request, status, why);
}

void Connection::set_error(unsigned status) {
  clear_for_error(response_);
  response_.status = status;
  response_.content_type = "application/json";
  response_.body.append(R"({"detail":")").append(reason_phrase(status)).append(R"("})");
  if (status == 503) response_.set("Retry-After", "5");
}

void Connection::note_exception(const char* what) {
  const auto& request = message_.request;
  worker_.log().write(LogLevel::error, "a request failed",
                      {{"request_id", request.id},
                       {"what", std::string_view{what}},
                       {"status", std::int64_t{500}},
                       {"method", request.method},
                       {"path", request.path},
                       {"remote", request.remote_address}});
  set_error(500);
}

}  // namespace gatehouse::http
