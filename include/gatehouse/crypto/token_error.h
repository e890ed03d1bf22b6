#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why a token is refused. Tells "expired" from other errors, and names the cause in logs.

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::crypto {

/// The check that a token failed, in the order of the checks.
enum class TokenError {
  too_long,               ///< longer than `max_token_size`
  malformed,              ///< not three parts of strict base64url, not JSON objects, or a repeated member
  unsupported_algorithm,  ///< `alg` is absent, not text, or not that of the key (RFC 8725 3.1)
  unknown_critical,       ///< `crit` is present, but no extension is supported (RFC 7515 4.1.11)
  unencoded_payload,      ///< `b64` is present and not true (RFC 7797)
  /// The token contains or refers to its own key: `jwk`, `jku`, `x5u`, `x5c` (RFC 8725 3.10).
  embedded_key,
  /// `typ` is neither JWT nor at+jwt, or not at+jwt if only that is accepted.
  wrong_type,
  /// `kid` is absent, not text, or not that of a known key. Never with HS256, which has one key only.
  unknown_key,
  bad_signature,   ///< the signature is not that of the key
  bad_claim,       ///< a claim is missing or of the wrong kind, or a time is not in the years 1970 to 9999
  expired,         ///< the time is `exp` or later
  not_yet_valid,   ///< the time is before `nbf`
  wrong_issuer,    ///< `iss` is not the expected one
  wrong_audience,  ///< `aud` does not contain the expected one, or is present but none is expected
  wrong_use,       ///< a refresh token used as an access token, or the reverse
};

/// Returns the name of the value, for logs.
[[nodiscard]] std::string_view to_string(TokenError error) noexcept;

/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(TokenError error, const boost::source_location& where);

}  // namespace gatehouse::crypto
