// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/password_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::crypto {

std::string_view to_string(PasswordError error) noexcept {
  switch (error) {
    case PasswordError::empty:
      return "empty";
    case PasswordError::not_text:
      return "not_text";
    case PasswordError::contains_nul:
      return "contains_nul";
    case PasswordError::too_long:
      return "too_long";
    case PasswordError::unknown_scheme:
      return "unknown_scheme";
    case PasswordError::malformed_hash:
      return "malformed_hash";
    case PasswordError::refused_cost:
      return "refused_cost";
    case PasswordError::engine_failed:
      return "engine_failed";
    case PasswordError::busy:
      return "busy";
    case PasswordError::abandoned:
      return "abandoned";
    case PasswordError::stopped:
      return "stopped";
  }
  return "unknown";
}

std::string_view message_of(PasswordError error) noexcept {
  switch (error) {
    case PasswordError::empty:
      return "a password has at least one character";
    case PasswordError::not_text:
      return "a password is text in UTF-8";
    case PasswordError::contains_nul:
      return "a password can't have the character U+0000";
    case PasswordError::too_long:
      return "a password has at most 72 bytes in UTF-8";
    default:
      return "the password can't be used";
  }
}

bool is_temporary(PasswordError error) noexcept {
  return error == PasswordError::busy || error == PasswordError::stopped ||
         error == PasswordError::abandoned || error == PasswordError::engine_failed;
}

void throw_exception_from_error(PasswordError error, const boost::source_location&) {
  throw std::runtime_error{"password hashing: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::crypto
