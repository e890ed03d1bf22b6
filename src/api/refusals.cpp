// SPDX-License-Identifier: Apache-2.0
#include "api/refusals.h"

#include <string>
#include <utility>

#include "api/coded_error.h"
#include "api/error_table.h"
#include "auth/passwords/password_refusal.h"
#include "gatehouse/web.h"

namespace gatehouse::api {
namespace {

using auth::AccessError;
using auth::AccountError;
using web::HttpError;

web::HttpError::Fields fields_of(const ErrorAnswer& answer) {
  web::HttpError::Fields fields;
  // RFC 6750 3: tells the client what is wrong with its token.
  if (answer.status == 401 || answer.status == 403) {
    const bool has_token = answer.code != ErrorCode::not_authenticated;
    fields.emplace_back("WWW-Authenticate", has_token ? R"(Bearer error="invalid_token")" : "Bearer");
  }
  if (answer.status == 503) fields.emplace_back("Retry-After", retry_after);
  return fields;
}

[[noreturn]] void refuse_value(const ErrorAnswer& answer, std::string_view field) {
  throw web::InvalidInput{{"body", std::string{field}}, answer.detail, std::string{answer.type}};
}

[[noreturn]] void refuse_plainly(const ErrorAnswer& answer) {
  if (answer.status == 422) refuse_value(answer, answer.field);
  throw HttpError{answer.status, std::string{answer.detail}, fields_of(answer)};
}

[[noreturn]] void refuse_with_code(const ErrorAnswer& answer) {
  if (answer.status == 422) refuse_value(answer, answer.field);
  throw CodedHttpError{answer.status, CodedError{std::string{answer.detail}, answer.code}, fields_of(answer)};
}

/// Refuses a password in the words of the policy.
void refuse_password(const AccountError& error, std::string_view field) {
  const auto refusal = error.refusal();
  if (!refusal) return;
  const auto& answer = answer_of(AccountError::password_refused);
  throw web::InvalidInput{{"body", std::string{field}},
                          auth::message_of(*refusal, error.limit()),
                          std::string{answer.type} + "." + std::string{to_string(*refusal)}};
}

}  // namespace

void refuse(const AccountError& error) {
  refuse_password(error, "password");
  refuse_plainly(answer_of(error.code()));
}

void refuse(AccessError error) { refuse_plainly(answer_of(error)); }

void refuse_coded(const AccountError& error, std::string_view password_field) {
  refuse_password(error, password_field);
  auto answer = answer_of(error.code());
  // These endpoints ask for the password only, since the user is known.
  if (error == AccountError::wrong_credentials) answer.detail = "Incorrect password";
  refuse_with_code(answer);
}

void refuse_coded(AccessError error) { refuse_with_code(answer_of(error)); }

void refuse_coded(auth::SessionError error) { refuse_with_code(answer_of(error)); }

void refuse_coded(auth::ClientError error) { refuse_with_code(answer_of(error)); }

void refuse_coded(auth::KeyRingError error) { refuse_with_code(answer_of(error)); }

void refuse_stranger() { refuse_with_code({401, "Not authenticated", ErrorCode::not_authenticated}); }

void refuse_insufficient(const web::SecurityScopes& needed) {
  const web::InsufficientScope said{needed};
  throw CodedHttpError{said.status(), CodedError{said.detail(), ErrorCode::insufficient_scope},
                       said.fields()};
}

void refuse_sessionless() {
  refuse_with_code({400, "The token belongs to no session", ErrorCode::token_without_session});
}

}  // namespace gatehouse::api
