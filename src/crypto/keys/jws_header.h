#pragma once
// SPDX-License-Identifier: Apache-2.0
// The header of a token: the ones we write, and what we accept of others.

#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/crypto/keys/signing_algorithm.h"
#include "gatehouse/crypto/keys/token_type.h"
#include "gatehouse/crypto/token_error.h"

namespace gatehouse::crypto::detail {

/// {"alg":"HS256","typ":"JWT"}
inline constexpr std::string_view jwt_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
/// {"alg":"HS256","typ":"at+jwt"}
inline constexpr std::string_view at_jwt_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9";

/// Which `typ` will do, and whether it may be left out.
enum class TypeRule { any_of_ours, only_at_jwt };

/// Checks a header's JSON: the algorithm is HS256, nothing critical, no key of the token's own.
[[nodiscard]] std::optional<TokenError> check_hs256_header(std::string_view json, TypeRule rule);

/// The key that a header names, and the algorithm it claims for it.
struct KeyHint {
  std::optional<SigningAlgorithm> algorithm;
  std::optional<std::string> kid;
};

/// Checks the header's JSON of a token that names its key, likewise, and sets both members of `hint`. That
/// the algorithm is the key's is left to the caller.
[[nodiscard]] std::optional<TokenError> read_key_hint(std::string_view json, KeyHint& hint, TypeRule rule);

/// {"alg":…,"kid":…,"typ":…} in base64url.
[[nodiscard]] std::string encode_header(SigningAlgorithm algorithm, std::string_view kid, TokenType type);

}  // namespace gatehouse::crypto::detail
