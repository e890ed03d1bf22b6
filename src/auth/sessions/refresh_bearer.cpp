// SPDX-License-Identifier: Apache-2.0
#include "auth/sessions/refresh_bearer.h"

namespace gatehouse::auth {

SessionResult<RefreshBearer> read_refresh(const crypto::Tokens& tokens, std::string_view text) {
  const auto claims = tokens.verify_refresh(text);
  if (!claims && claims.error() == crypto::TokenError::expired) return SessionError::expired;
  if (!claims) return SessionError::invalid;
  const auto session = Uuid::parse(claims->session);
  const auto token = Uuid::parse(claims->id);
  if (!session || !token) return SessionError::invalid;
  return RefreshBearer{Uuid::parse(claims->subject), *session, *token};
}

}  // namespace gatehouse::auth
