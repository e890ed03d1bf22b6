#pragma once
// SPDX-License-Identifier: Apache-2.0
// The type that the header of a token states.

namespace gatehouse::crypto {

/// The `typ` with which a token is written.
enum class TokenType {
  jwt,     ///< "JWT"
  at_jwt,  ///< "at+jwt" (RFC 9068), for access tokens with an issuer, an audience and a client
};

}  // namespace gatehouse::crypto
