// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/access_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::auth {

std::string_view to_string(AccessError error) noexcept {
  switch (error) {
    case AccessError::invalid:
      return "invalid";
    case AccessError::expired:
      return "expired";
    case AccessError::not_found:
      return "not_found";
    case AccessError::session_ended:
      return "session_ended";
    case AccessError::unavailable:
      return "unavailable";
  }
  return "unknown";
}

void throw_exception_from_error(AccessError error, const boost::source_location&) {
  throw std::runtime_error{"access: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::auth
