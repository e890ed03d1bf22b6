// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/verifier/verify_error.h"

#include <stdexcept>
#include <string>

namespace gatehouse::verifier {

std::string_view to_string(const VerifyError& error) noexcept {
  return error.cause() ? crypto::to_string(*error.cause()) : "unavailable";
}

void throw_exception_from_error(const VerifyError& error, const boost::source_location&) {
  throw std::runtime_error{"token refused: " + std::string{to_string(error)}};
}

}  // namespace gatehouse::verifier
