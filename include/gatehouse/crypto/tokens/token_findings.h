#pragma once
// SPDX-License-Identifier: Apache-2.0
// The result of examining a token, used to explain why it was refused.

#include <optional>

#include "gatehouse/base/enum_set.h"
#include "gatehouse/crypto/token_error.h"
#include "gatehouse/crypto/tokens/claims.h"

namespace gatehouse::crypto {

/// The key that signed a token.
enum class Signer {
  nobody,           ///< no valid signature, or the header does not allow the check
  key_pair,         ///< the key pair that the header names
  secret,           ///< the current secret
  previous_secret,  ///< the previous secret
};

/// The result of `examine`, which, unlike `verify`, does not stop at the first fault.
struct TokenFindings {
  EnumSet<TokenError> faults{};    ///< empty if the token is valid
  std::optional<Claims> claims{};  ///< as far as they can be read; not trustworthy without a valid signature
  Signer signer = Signer::nobody;
};

}  // namespace gatehouse::crypto
