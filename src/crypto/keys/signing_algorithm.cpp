// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/signing_algorithm.h"

namespace gatehouse::crypto {

std::string_view to_string(SigningAlgorithm algorithm) noexcept {
  switch (algorithm) {
    case SigningAlgorithm::eddsa:
      return "EdDSA";
    case SigningAlgorithm::es256:
      return "ES256";
    case SigningAlgorithm::rs256:
      return "RS256";
  }
  return "unknown";
}

std::optional<SigningAlgorithm> signing_algorithm_named(std::string_view name) noexcept {
  for (const auto algorithm : {SigningAlgorithm::eddsa, SigningAlgorithm::es256, SigningAlgorithm::rs256}) {
    if (name == to_string(algorithm)) return algorithm;
  }
  return std::nullopt;
}

}  // namespace gatehouse::crypto
