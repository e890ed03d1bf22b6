#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which bearer tokens open the administration interface.

#include <string>
#include <string_view>

#include "auth/tokens/access_error.h"
#include "auth/tokens/client_tokens.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// Finds out whom a bearer token stands for. A state of the app; thread-safe. Without a server there is none
/// that opens anything, since commands need no token.
class TokenGate {
 public:
  TokenGate() = default;
  TokenGate(const TokenGate&) = delete;
  TokenGate& operator=(const TokenGate&) = delete;
  virtual ~TokenGate() = default;

  /// Returns the client whose own access token this is, with the scope that it has. Fails with `invalid` for
  /// any other token, with `expired`, and with `unavailable`.
  [[nodiscard]] virtual awaitable<result<auth::ClientAccess, auth::AccessError>> admit(std::string token) = 0;
};

}  // namespace gatehouse::api::admin
