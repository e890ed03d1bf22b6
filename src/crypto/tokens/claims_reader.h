#pragma once
// SPDX-License-Identifier: Apache-2.0
// A token's payload into Claims.

#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/token_error.h"

namespace gatehouse::crypto::detail {

/// What a payload held and Claims can't tell.
struct PayloadFacts {
  bool has_audience = false;  ///< `aud` was there, if only as an empty list
};

/// Reads a payload's JSON into `claims`, which is fresh; in place, since moving so many strings shows in the
/// time that a token takes. Errors: malformed, bad_claim.
[[nodiscard]] result<PayloadFacts, TokenError> read_claims(std::string_view json, Claims& claims);

}  // namespace gatehouse::crypto::detail
