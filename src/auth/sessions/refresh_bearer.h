#pragma once
// SPDX-License-Identifier: Apache-2.0
// The claims of a refresh token.

#include <optional>
#include <string_view>

#include "auth/sessions/session_error.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/tokens/tokens.h"

namespace gatehouse::auth {

/// The session that a refresh token belongs to, and the id of the token itself.
struct RefreshBearer {
  std::optional<Uuid> user;
  Uuid session;
  Uuid token;
};

/// Verifies a refresh token. Fails with `invalid` or `expired`.
[[nodiscard]] SessionResult<RefreshBearer> read_refresh(const crypto::Tokens& tokens, std::string_view text);

}  // namespace gatehouse::auth
