// SPDX-License-Identifier: Apache-2.0
#include "auth/accounts/account_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::auth {

AccountError account_error_of(store::StoreError error) noexcept {
  switch (error) {
    case store::StoreError::not_found:
      return AccountError::not_found;
    case store::StoreError::email_taken:
      return AccountError::email_taken;
    default:
      return AccountError::unavailable;
  }
}

std::string_view AccountError::fault_name() const noexcept {
  switch (fault_) {
    case CredentialFault::unknown_account:
      return "unknown_account";
    case CredentialFault::account_disabled:
      return "account_disabled";
    case CredentialFault::wrong_password:
      break;
  }
  return "wrong_password";
}

std::string_view to_string(AccountErrorCode code) noexcept {
  switch (code) {
    case AccountErrorCode::invalid_email:
      return "invalid_email";
    case AccountErrorCode::password_refused:
      return "password_refused";
    case AccountErrorCode::email_taken:
      return "email_taken";
    case AccountErrorCode::wrong_credentials:
      return "wrong_credentials";
    case AccountErrorCode::not_found:
      return "not_found";
    case AccountErrorCode::invalid_scope:
      return "invalid_scope";
    case AccountErrorCode::busy:
      return "busy";
    case AccountErrorCode::unavailable:
      return "unavailable";
  }
  return "unknown";
}

void throw_exception_from_error(AccountError error, const boost::source_location&) {
  throw std::runtime_error{"accounts: " + std::string{to_string(error.code())}};
}

}  // namespace gatehouse::auth
