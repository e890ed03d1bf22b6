// SPDX-License-Identifier: Apache-2.0
// Writes the bodies of error answers in FastAPI's format.

#include "gatehouse/http/error_answer.h"
#include "gatehouse/schema/json_text.h"
#include "gatehouse/web/detail/request_context.h"
#include "gatehouse/web/detail/run_operation.h"

namespace gatehouse::web::detail {

void answer_problems(http::Response& response, const schema::Problems& problems) {
  http::clear_for_error(response);
  response.status = 422;
  response.content_type = "application/json";
  response.body = "{\"detail\":";
  schema::write_problems(response.body, problems);
  response.body += '}';
}

void answer_detail(http::Response& response, unsigned status, std::string_view detail) {
  http::clear_for_error(response);
  response.status = status;
  response.content_type = "application/json";
  response.body = "{\"detail\":";
  schema::write_json_string(response.body, detail);
  response.body += '}';
}

void answer_error(http::Response& response, const HttpError& error) {
  answer_detail(response, error.status(), error.detail());
  if (!error.body().empty()) response.body = error.body();
  for (const auto& [name, value] : error.fields()) response.set(name, value);
}

void answer_exception(http::Response& response, const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const HttpError& error) {
    answer_error(response, error);
  } catch (const InvalidInput& error) {
    answer_problems(response, error.problems());
  }
}

void answer_exception(const RequestContext& context, const std::exception_ptr& failure) {
  if (context.match().passes_refusals_on) std::rethrow_exception(failure);
  answer_exception(context.response(), failure);
}

}  // namespace gatehouse::web::detail
