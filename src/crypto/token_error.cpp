// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/token_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::crypto {

std::string_view to_string(TokenError error) noexcept {
  switch (error) {
    case TokenError::too_long:
      return "too_long";
    case TokenError::malformed:
      return "malformed";
    case TokenError::unsupported_algorithm:
      return "unsupported_algorithm";
    case TokenError::unknown_critical:
      return "unknown_critical";
    case TokenError::unencoded_payload:
      return "unencoded_payload";
    case TokenError::embedded_key:
      return "embedded_key";
    case TokenError::wrong_type:
      return "wrong_type";
    case TokenError::unknown_key:
      return "unknown_key";
    case TokenError::bad_signature:
      return "bad_signature";
    case TokenError::bad_claim:
      return "bad_claim";
    case TokenError::expired:
      return "expired";
    case TokenError::not_yet_valid:
      return "not_yet_valid";
    case TokenError::wrong_issuer:
      return "wrong_issuer";
    case TokenError::wrong_audience:
      return "wrong_audience";
    case TokenError::wrong_use:
      return "wrong_use";
  }
  return "unknown";
}

void throw_exception_from_error(TokenError error, const boost::source_location&) {
  throw std::runtime_error{"token refused: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::crypto
