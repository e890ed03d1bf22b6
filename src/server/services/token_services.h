#pragma once
// SPDX-License-Identifier: Apache-2.0
// Creates the objects that issue and check tokens, on top of AccountServices.

#include <cstddef>
#include <memory>

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
#include "store/copies/restore_epoch.h"

namespace gatehouse::server {

/// Owns these objects. The server and the command that explains a token both use this class, so they always
/// agree about a token.
class TokenServices {
 public:
  /// The accounts must outlive this, and their keys must be loaded before a token is issued or checked.
  /// `workers` is the number of workers. `counts` may be null.
  TokenServices(AccountServices& accounts, const SigningSecrets& secrets, const Settings& settings,
                std::size_t workers, const std::shared_ptr<Log>& log,
                std::shared_ptr<auth::Counts> counts = nullptr);

  /// Reads what must be known before requests are served. The error is one line for an operator.
  static awaitable<result<std::unique_ptr<TokenServices>, Problem>> open(
      AccountServices& accounts, const SigningSecrets& secrets, const Settings& settings, std::size_t workers,
      const std::shared_ptr<Log>& log, std::shared_ptr<auth::Counts> counts = nullptr);

  [[nodiscard]] std::shared_ptr<auth::Sessions> sessions() const noexcept { return sessions_; }
  [[nodiscard]] std::shared_ptr<auth::AccessChecks> service() const noexcept { return service_; }
  [[nodiscard]] std::shared_ptr<auth::ClientTokens> client_tokens() const noexcept { return client_tokens_; }
  [[nodiscard]] std::shared_ptr<auth::Introspection> issued() const noexcept { return issued_; }
  [[nodiscard]] auth::TokenInspector& inspector() noexcept { return inspector_; }

 private:
  const crypto::Tokens tokens_;
  store::EndedSessions ended_;
  store::RestoreEpoch epoch_;
  std::shared_ptr<auth::Sessions> sessions_;
  std::shared_ptr<auth::AccessChecks> service_;
  std::shared_ptr<auth::ClientTokens> client_tokens_;
  std::shared_ptr<auth::Introspection> issued_;
  auth::TokenInspector inspector_;
};

}  // namespace gatehouse::server
