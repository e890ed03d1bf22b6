// SPDX-License-Identifier: Apache-2.0
#include "auth/sessions/session_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::auth {

std::string_view to_string(SessionError error) noexcept {
  switch (error) {
    case SessionError::invalid:
      return "invalid";
    case SessionError::expired:
      return "expired";
    case SessionError::spent:
      return "spent";
    case SessionError::ended:
      return "ended";
    case SessionError::not_found:
      return "not_found";
    case SessionError::wrong_client:
      return "wrong_client";
    case SessionError::invalid_scope:
      return "invalid_scope";
    case SessionError::unavailable:
      return "unavailable";
  }
  return "unknown";
}

void throw_exception_from_error(SessionError error, const boost::source_location&) {
  throw std::runtime_error{"sessions: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::auth
