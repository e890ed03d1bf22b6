// SPDX-License-Identifier: Apache-2.0
#include "auth/keys/key_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::auth {

std::string_view to_string(KeyRingError error) noexcept {
  switch (error) {
    case KeyRingError::no_key_pairs:
      return "no_key_pairs";
    case KeyRingError::pending:
      return "pending";
    case KeyRingError::not_found:
      return "not_found";
    case KeyRingError::damaged:
      return "damaged";
    case KeyRingError::conflict:
      return "conflict";
    case KeyRingError::unavailable:
      return "unavailable";
  }
  return "unknown";
}

void throw_exception_from_error(KeyRingError error, const boost::source_location&) {
  throw std::runtime_error{"key ring: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::auth
