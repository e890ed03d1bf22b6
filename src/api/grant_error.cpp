// SPDX-License-Identifier: Apache-2.0
#include "api/grant_error.h"

#include <utility>

#include "api/error_table.h"
#include "api/refusals.h"

namespace gatehouse::api {
namespace {

using auth::AccountError;
using auth::SessionError;

unsigned status_of(GrantErrorCode code) {
  if (code == GrantErrorCode::invalid_client) return 401;
  return code == GrantErrorCode::temporarily_unavailable ? 503 : 400;
}

}  // namespace

void refuse_grant(GrantErrorCode code, std::string description) {
  web::HttpError::Fields fields{{"Pragma", "no-cache"}};
  if (code == GrantErrorCode::temporarily_unavailable) fields.emplace_back("Retry-After", retry_after);
  // Clients can authenticate in several ways; this is the one that HTTP has a challenge for.
  if (code == GrantErrorCode::invalid_client) {
    fields.emplace_back("WWW-Authenticate", R"(Basic realm="gatehouse", charset="UTF-8")");
  }
  GrantError body{code, std::move(description)};
  throw web::HttpErrorOf<GrantError>{status_of(code), body, std::move(fields)};
}

void refuse_grant(SessionError error) {
  const auto& answer = answer_of(error);
  refuse_grant(answer.grant, std::string{answer.description});
}

void refuse_grant(const AccountError& error) {
  const auto& answer = answer_of(error.code());
  refuse_grant(answer.grant, std::string{answer.description});
}

}  // namespace gatehouse::api
