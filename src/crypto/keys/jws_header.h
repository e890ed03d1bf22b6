#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes the header of tokens, and checks the headers of received tokens.

#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/crypto/keys/signing_algorithm.h"
#include "gatehouse/crypto/keys/token_type.h"
#include "gatehouse/crypto/token_error.h"

namespace gatehouse::crypto::detail {

/// The text {"alg":"HS256","typ":"JWT"} in base64url.
inline constexpr std::string_view jwt_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
/// The text {"alg":"HS256","typ":"at+jwt"} in base64url.
inline constexpr std::string_view at_jwt_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9";

/// Which values of `typ` are accepted, and whether it may be absent.
enum class TypeRule { any_of_ours, only_at_jwt };

/// Checks the JSON of a header: the algorithm is HS256, there is no critical extension and no embedded key.
[[nodiscard]] std::optional<TokenError> check_hs256_header(std::string_view json, TypeRule rule);

/// The key that a header names, and the algorithm that it claims.
struct KeyHint {
  std::optional<SigningAlgorithm> algorithm;
  std::optional<std::string> kid;
};

/// Checks the JSON of a header that names its key in the same way, and sets both members of `hint`. The
/// caller must check that the algorithm is that of the key.
[[nodiscard]] std::optional<TokenError> read_key_hint(std::string_view json, KeyHint& hint, TypeRule rule);

/// Returns {"alg":…,"kid":…,"typ":…} in base64url.
[[nodiscard]] std::string encode_header(SigningAlgorithm algorithm, std::string_view kid, TokenType type);

}  // namespace gatehouse::crypto::detail
