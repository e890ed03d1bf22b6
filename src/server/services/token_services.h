#pragma once
// SPDX-License-Identifier: Apache-2.0
// The parts that issue tokens and judge them, put together over an account stack.

#include <cstddef>
#include <memory>
#include <optional>

#include "auth/sessions/sessions.h"
#include "auth/tokens/access_checks.h"
#include "auth/tokens/client_tokens.h"
#include "auth/tokens/introspection.h"
#include "auth/tokens/token_inspector.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "server/config/settings.h"
#include "server/problem.h"
#include "server/secrets/secrets.h"
#include "server/services/account_services.h"
#include "store/copies/ended_sessions.h"

namespace gatehouse::server {

/// Owns them; the same for the server and for a command that explains a token, so that both say the same.
class TokenServices {
 public:
  /// The accounts outlive this; their keys are loaded before the first token is issued or judged. `epoch`: of
  /// the store. `workers`: the number of workers.
  TokenServices(AccountServices& accounts, const SigningSecrets& secrets, const Settings& settings,
                std::optional<TimePoint> epoch, std::size_t workers, const std::shared_ptr<Log>& log);

  /// Reads what has to be known before anyone is served. The error is one line for an operator.
  static awaitable<result<std::unique_ptr<TokenServices>, Problem>> open(AccountServices& accounts,
                                                                         const SigningSecrets& secrets,
                                                                         const Settings& settings,
                                                                         std::size_t workers,
                                                                         const std::shared_ptr<Log>& log);

  [[nodiscard]] std::shared_ptr<auth::Sessions> sessions() const noexcept { return sessions_; }
  [[nodiscard]] std::shared_ptr<auth::AccessChecks> service() const noexcept { return service_; }
  [[nodiscard]] std::shared_ptr<auth::ClientTokens> client_tokens() const noexcept { return client_tokens_; }
  [[nodiscard]] std::shared_ptr<auth::Introspection> issued() const noexcept { return issued_; }
  [[nodiscard]] auth::TokenInspector& inspector() noexcept { return inspector_; }

 private:
  const crypto::Tokens tokens_;
  store::EndedSessions ended_;
  std::shared_ptr<auth::Sessions> sessions_;
  std::shared_ptr<auth::AccessChecks> service_;
  std::shared_ptr<auth::ClientTokens> client_tokens_;
  std::shared_ptr<auth::Introspection> issued_;
  auth::TokenInspector inspector_;
};

}  // namespace gatehouse::server
