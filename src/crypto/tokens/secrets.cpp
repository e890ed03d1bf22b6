// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens/secrets.h"

#include <stdexcept>

namespace gatehouse::crypto {

std::string_view to_string(KeyError error) noexcept {
  switch (error) {
    case KeyError::empty:
      return "the secret is empty";
  }
  return "unknown";
}

void throw_exception_from_error(KeyError error, const boost::source_location&) {
  throw std::runtime_error{std::string{to_string(error)}};
}

}  // namespace gatehouse::crypto
