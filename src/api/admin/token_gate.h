#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which bearer tokens open the administration interface.

#include <optional>
#include <string>

#include "auth/tokens/access_checks.h"
#include "auth/tokens/access_error.h"
#include "auth/tokens/client_tokens.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// Whom a bearer token stands for: a client by its own token, or a user. Exactly one of them is set.
struct Admission {
  std::optional<auth::ClientAccess> client{};
  std::optional<auth::Access> user{};
  std::optional<TimePoint> authenticated_at{};  ///< of a user: when the password was given; nullopt: unknown
};

/// Finds out whom a bearer token stands for. A state of the app; thread-safe. Without a server there is none
/// that opens anything, since commands need no token.
class TokenGate {
 public:
  TokenGate() = default;
  TokenGate(const TokenGate&) = delete;
  TokenGate& operator=(const TokenGate&) = delete;
  virtual ~TokenGate() = default;

  /// Returns whom the token stands for. Fails as `AccessChecks::check_access` does. Must be called on the
  /// thread of the worker with the index `worker`.
  [[nodiscard]] virtual awaitable<result<Admission, auth::AccessError>> admit(std::string token,
                                                                              unsigned worker) = 0;
};

}  // namespace gatehouse::api::admin
