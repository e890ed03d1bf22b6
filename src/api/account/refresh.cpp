// SPDX-License-Identifier: Apache-2.0
#include "api/account/refresh.h"

#include <utility>

namespace gatehouse::api::account {
namespace {

using auth::SessionError;

[[noreturn]] void refuse_grant(GrantErrorCode code, std::string description) {
  web::HttpError::Fields fields{{"Cache-Control", "no-store"}};
  const bool is_temporary = code == GrantErrorCode::temporarily_unavailable;
  if (is_temporary) fields.emplace_back("Retry-After", "2");
  GrantError body{code, std::move(description)};
  throw web::HttpErrorOf<GrantError>{is_temporary ? 503U : 400U, body, std::move(fields)};
}

[[noreturn]] void refuse_grant(SessionError error) {
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
    case SessionError::unavailable:
      break;
  }
  refuse_grant(GrantErrorCode::temporarily_unavailable, "Try again later");
}

}  // namespace

awaitable<TokenSchema> refresh(web::Form<RefreshForm> form, web::State<auth::Sessions> sessions,
                               web::Response& response) {
  if (!form->grant_type) refuse_grant(GrantErrorCode::invalid_request, "grant_type is missing");
  if (*form->grant_type != "refresh_token") {
    refuse_grant(GrantErrorCode::unsupported_grant_type, "grant_type is to be refresh_token");
  }
  if (!form->refresh_token) refuse_grant(GrantErrorCode::invalid_request, "refresh_token is missing");
  auto refreshing = sessions->refresh(*form->refresh_token);
  auto pair = co_await std::move(refreshing);
  if (!pair) refuse_grant(pair.error());
  co_return answer_tokens(std::move(*pair), response);
}

}  // namespace gatehouse::api::account
