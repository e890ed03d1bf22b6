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
    case store::StoreError::conflict:
      return AccountError::conflict;
    default:
      return AccountError::unavailable;
  }
}

std::string_view AccountError::fault_name() const noexcept { return to_string(fault_); }

void throw_exception_from_error(AccountError error, const boost::source_location&) {
  throw std::runtime_error{"accounts: " + std::string{to_string(error.code())}};
}

}  // namespace gatehouse::auth
