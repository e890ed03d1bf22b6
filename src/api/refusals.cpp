// SPDX-License-Identifier: Apache-2.0
#include "api/refusals.h"

#include <string>
#include <utility>

#include "api/coded_error.h"
#include "gatehouse/web.h"

namespace gatehouse::api {
namespace {

using auth::AccessError;
using auth::AccountError;
using web::BearerError;
using web::HttpError;

HttpError unavailable() { return {503, "Service Unavailable", {{"Retry-After", retry_after}}}; }

[[noreturn]] void refuse_invalid_email() {
  throw web::InvalidInput{{"body", "email"}, "value is not a valid email address", "value_error.email"};
}

[[noreturn]] void refuse_password(const AccountError& error, const auth::PasswordPolicy& policy,
                                  std::string_view field) {
  const auto refusal = error.refusal().value();
  throw web::InvalidInput{{"body", std::string{field}},
                          policy.message_of(refusal),
                          "value_error.password." + std::string{to_string(refusal)}};
}

CodedHttpError coded(unsigned status, std::string detail, ErrorCode code) {
  CodedHttpError::Fields fields;
  // RFC 6750 3: tells the client what is wrong with its token.
  if (status == 401 || status == 403) {
    const bool has_token = code != ErrorCode::not_authenticated;
    fields.emplace_back("WWW-Authenticate", has_token ? R"(Bearer error="invalid_token")" : "Bearer");
  }
  if (status == 503) fields.emplace_back("Retry-After", retry_after);
  return {status, CodedError{std::move(detail), code}, std::move(fields)};
}

}  // namespace

void refuse(const AccountError& error, const auth::PasswordPolicy& policy) {
  switch (error.code()) {
    case AccountError::invalid_email:
      refuse_invalid_email();
    case AccountError::password_refused:
      refuse_password(error, policy, "password");
    case AccountError::email_taken:
      throw HttpError{400, "User with this email already exist"};
    case AccountError::wrong_credentials:
      throw HttpError{400, "Incorrect email or password"};
    case AccountError::not_found:
      throw HttpError{404, "Could not find user"};
    case AccountError::invalid_scope:
    case AccountError::busy:
    case AccountError::unavailable:
      break;
  }
  throw unavailable();
}

void refuse(AccessError error) {
  switch (error) {
    case AccessError::invalid:
      throw BearerError{403, "Could not validate credentials"};
    case AccessError::expired:
      throw BearerError{401, "Token expired"};
    case AccessError::session_ended:
      throw BearerError{401, "Session ended"};
    case AccessError::not_found:
      throw HttpError{404, "Could not find user"};
    case AccessError::unavailable:
      break;
  }
  throw unavailable();
}

void refuse_coded(const AccountError& error, const auth::PasswordPolicy& policy,
                  std::string_view password_field) {
  switch (error.code()) {
    case AccountError::invalid_email:
      refuse_invalid_email();
    case AccountError::password_refused:
      refuse_password(error, policy, password_field);
    case AccountError::email_taken:
      throw coded(400, "User with this email already exist", ErrorCode::email_taken);
    case AccountError::wrong_credentials:
      throw coded(400, "Incorrect password", ErrorCode::wrong_password);
    case AccountError::not_found:
      throw coded(404, "Could not find user", ErrorCode::user_not_found);
    case AccountError::busy:
      throw coded(503, "Service Unavailable", ErrorCode::too_busy);
    case AccountError::invalid_scope:
    case AccountError::unavailable:
      break;
  }
  throw coded(503, "Service Unavailable", ErrorCode::unavailable);
}

void refuse_coded(AccessError error) {
  switch (error) {
    case AccessError::invalid:
      throw coded(403, "Could not validate credentials", ErrorCode::token_invalid);
    case AccessError::expired:
      throw coded(401, "Token expired", ErrorCode::token_expired);
    case AccessError::session_ended:
      throw coded(401, "Session ended", ErrorCode::session_ended);
    case AccessError::not_found:
      throw coded(404, "Could not find user", ErrorCode::user_not_found);
    case AccessError::unavailable:
      break;
  }
  throw coded(503, "Service Unavailable", ErrorCode::unavailable);
}

void refuse_coded(auth::SessionError error) {
  if (error == auth::SessionError::not_found) {
    throw coded(404, "Could not find session", ErrorCode::session_not_found);
  }
  throw coded(503, "Service Unavailable", ErrorCode::unavailable);
}

void refuse_stranger() { throw coded(401, "Not authenticated", ErrorCode::not_authenticated); }

void refuse_insufficient(const web::SecurityScopes& needed) {
  const web::InsufficientScope said{needed};
  throw CodedHttpError{said.status(), CodedError{said.detail(), ErrorCode::insufficient_scope},
                       said.fields()};
}

void refuse_sessionless() {
  throw coded(400, "The token belongs to no session", ErrorCode::token_without_session);
}

}  // namespace gatehouse::api
