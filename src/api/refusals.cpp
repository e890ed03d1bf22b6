// SPDX-License-Identifier: Apache-2.0
#include "api/refusals.h"

#include <string>

#include "gatehouse/web.h"

namespace gatehouse::api {
namespace {

using auth::AccessError;
using auth::AccountError;
using web::BearerError;
using web::HttpError;

// Long enough for a burst to drain, short enough for a person to wait (RFC 9110 10.2.3, in seconds).
constexpr const char* retry_after = "2";

HttpError unavailable() { return {503, "Service Unavailable", {{"Retry-After", retry_after}}}; }

}  // namespace

void refuse(const AccountError& error, const auth::PasswordPolicy& policy) {
  switch (error.code()) {
    case AccountError::invalid_email:
      throw web::InvalidInput{{"body", "email"}, "value is not a valid email address", "value_error.email"};
    case AccountError::password_refused: {
      const auto refusal = error.refusal().value();
      throw web::InvalidInput{{"body", "password"},
                              policy.message_of(refusal),
                              "value_error.password." + std::string{to_string(refusal)}};
    }
    case AccountError::email_taken:
      throw HttpError{400, "User with this email already exist"};
    case AccountError::wrong_credentials:
      throw HttpError{400, "Incorrect email or password"};
    case AccountError::not_found:
      throw HttpError{404, "Could not find user"};
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

}  // namespace gatehouse::api
