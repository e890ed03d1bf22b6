#pragma once
// SPDX-License-Identifier: Apache-2.0
// All that there is to find in a token, for whoever has to explain why it is refused.

#include <optional>

#include "gatehouse/base/enum_set.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/token_error.h"

namespace gatehouse::crypto {

/// Whose signature a token carries.
enum class Signer {
  nobody,           ///< no good one, or the header forbids to look
  key_pair,         ///< that of the key which the header names
  secret,           ///< that of the secret
  previous_secret,  ///< that of the secret before
};

/// What `examine` finds, where `verify` stops at the first fault.
struct TokenFindings {
  EnumSet<TokenError> faults{};    ///< none: the token is good
  std::optional<Claims> claims{};  ///< as far as they can be read; with no signer, anybody's words
  /// Whose signature it has.
  Signer signer = Signer::nobody;
};

}  // namespace gatehouse::crypto
