#pragma once
// SPDX-License-Identifier: Apache-2.0
// A pair of tokens in an answer of /login or /refresh.

#include <cstdint>
#include <string>

#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// RFC 6749 5.1.
struct TokenSchema {
  std::string access_token;
  std::string refresh_token;
  std::string token_type;
  std::int64_t expires_in = 0;  ///< seconds, of the access token
};
BOOST_DESCRIBE_STRUCT(TokenSchema, (), (access_token, refresh_token, token_type, expires_in))

/// Returns the answer's body, and sets the fields of `response` that forbid caching (RFC 6749 5.1).
[[nodiscard]] TokenSchema answer_tokens(auth::TokenPair pair, web::Response& response);

}  // namespace gatehouse::api
