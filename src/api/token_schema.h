#pragma once
// SPDX-License-Identifier: Apache-2.0
// A pair of tokens as an answer: of /login and of /refresh.

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

/// The answer's body; tells `response` that no cache may keep it (RFC 6749 5.1).
[[nodiscard]] TokenSchema answer_tokens(auth::TokenPair pair, web::Response& response);

}  // namespace gatehouse::api
