#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a token's header calls it.

namespace gatehouse::crypto {

/// The `typ` a token is written with.
enum class TokenType {
  jwt,     ///< "JWT"
  at_jwt,  ///< "at+jwt" (RFC 9068): for access tokens with an issuer, an audience and a client
};

}  // namespace gatehouse::crypto
