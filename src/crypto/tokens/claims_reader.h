#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads the payload of a token into Claims.

#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/token_error.h"
#include "gatehouse/crypto/tokens/claims.h"

namespace gatehouse::crypto::detail {

/// Information about a payload that Claims does not hold.
struct PayloadFacts {
  bool has_audience = false;  ///< whether `aud` is present, even as an empty list
};

/// Reads the JSON of a payload into `claims`, which must be newly constructed. It is filled in place, because
/// moving that many strings would take a noticeable part of the time. Fails with malformed or bad_claim.
[[nodiscard]] result<PayloadFacts, TokenError> read_claims(std::string_view json, Claims& claims);

}  // namespace gatehouse::crypto::detail
