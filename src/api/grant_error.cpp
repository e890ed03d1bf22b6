// SPDX-License-Identifier: Apache-2.0
#include "api/grant_error.h"

#include <utility>

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
  switch (error) {
    case SessionError::invalid:
      refuse_grant(GrantErrorCode::invalid_grant, "That is no refresh token of this server");
    case SessionError::expired:
      refuse_grant(GrantErrorCode::invalid_grant, "The refresh token has expired");
    case SessionError::spent:
      refuse_grant(GrantErrorCode::invalid_grant,
                   "The refresh token was used before: its session has been ended");
    case SessionError::ended:
    case SessionError::not_found:
      refuse_grant(GrantErrorCode::invalid_grant, "The session has ended");
    case SessionError::wrong_client:
      refuse_grant(GrantErrorCode::invalid_grant, "The token was issued to another client");
    case SessionError::invalid_scope:
      refuse_grant(GrantErrorCode::invalid_scope, "The session may not have all of this scope");
    case SessionError::unavailable:
      break;
  }
  refuse_grant(GrantErrorCode::temporarily_unavailable, "Try again later");
}

void refuse_grant(const AccountError& error) {
  if (error == AccountError::busy || error == AccountError::unavailable) {
    refuse_grant(GrantErrorCode::temporarily_unavailable, "Try again later");
  }
  if (error == AccountError::invalid_scope) {
    refuse_grant(GrantErrorCode::invalid_scope, "The user may not have all of this scope");
  }
  refuse_grant(GrantErrorCode::invalid_grant, "Incorrect email or password");
}

}  // namespace gatehouse::api
