#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why a token is refused: for the log, and to tell "expired" from "no good".

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::crypto {

/// The step at which a token failed, in the order in which the steps are taken.
enum class TokenError {
  too_long,               ///< more than `max_token_size` bytes
  malformed,              ///< not three parts of strict base64url, or not JSON objects, or a member twice
  unsupported_algorithm,  ///< `alg` is absent, no text, or another than the key's (RFC 8725 3.1)
  unknown_critical,       ///< `crit` is present; we know no extension (RFC 7515 4.1.11)
  unencoded_payload,      ///< `b64` is present and not true (RFC 7797)
  embedded_key,  ///< the token brings or names its own key: `jwk`, `jku`, `x5u`, `x5c` (RFC 8725 3.10)
  wrong_type,    ///< `typ` is neither JWT nor at+jwt, or not at+jwt where only that will do
  unknown_key,   ///< `kid` is absent, no text, or names none of the keys; HS256 has one key and asks for none
  bad_signature,   ///< not signed with this key
  bad_claim,       ///< a claim is missing, of the wrong kind, or a time outside years 1970 to 9999
  expired,         ///< now is `exp` or later
  not_yet_valid,   ///< now is before `nbf`
  wrong_issuer,    ///< `iss` is not the one expected
  wrong_audience,  ///< `aud` lacks the one expected, or is present where none is
  wrong_use,       ///< a refresh token shown as an access token, or the other way
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(TokenError error) noexcept;

/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(TokenError error, const boost::source_location& where);

}  // namespace gatehouse::crypto
