// SPDX-License-Identifier: Apache-2.0
#include "auth/clients/client_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::auth {

std::string_view to_string(ClientError error) noexcept {
  switch (error) {
    case ClientError::unauthenticated:
      return "unauthenticated";
    case ClientError::invalid_id:
      return "invalid_id";
    case ClientError::invalid_name:
      return "invalid_name";
    case ClientError::invalid_scope:
      return "invalid_scope";
    case ClientError::id_taken:
      return "id_taken";
    case ClientError::not_found:
      return "not_found";
    case ClientError::unavailable:
      return "unavailable";
  }
  return "unknown";
}

ClientError client_error_of(store::StoreError error) noexcept {
  switch (error) {
    case store::StoreError::not_found:
      return ClientError::not_found;
    case store::StoreError::id_taken:
      return ClientError::id_taken;
    default:
      return ClientError::unavailable;
  }
}

void throw_exception_from_error(ClientError error, const boost::source_location&) {
  throw std::runtime_error{"clients: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::auth
