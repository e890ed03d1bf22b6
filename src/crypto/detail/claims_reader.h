#pragma once
// SPDX-License-Identifier: Apache-2.0
// A token's payload into Claims.

#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/claims.h"
#include "gatehouse/crypto/token_error.h"

namespace gatehouse::crypto::detail {

/// The claims, and what Claims itself can't tell.
struct ReadClaims {
  Claims claims;
  bool has_audience = false;  ///< `aud` was there, if only as an empty list
};

/// Reads a payload's JSON. Errors: malformed, bad_claim.
[[nodiscard]] result<ReadClaims, TokenError> read_claims(std::string_view json);

}  // namespace gatehouse::crypto::detail
