#pragma once
// SPDX-License-Identifier: Apache-2.0
// The header of a token: the ones we write, and what we accept of others.

#include <optional>
#include <string_view>

#include "gatehouse/crypto/token_error.h"

namespace gatehouse::crypto::detail {

/// {"alg":"HS256","typ":"JWT"}
inline constexpr std::string_view jwt_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
/// {"alg":"HS256","typ":"at+jwt"}
inline constexpr std::string_view at_jwt_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9";

/// Checks a header's JSON: the algorithm is the key's, nothing critical, no key of the token's own.
[[nodiscard]] std::optional<TokenError> check_jws_header(std::string_view json);

}  // namespace gatehouse::crypto::detail
