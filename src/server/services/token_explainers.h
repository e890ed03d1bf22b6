#pragma once
// SPDX-License-Identifier: Apache-2.0
// Explain tokens: with the services of the running server, or with some that are made when they are needed.

#include <memory>

#include "api/admin/tokens.h"
#include "server/config/settings.h"
#include "server/secrets/secrets.h"
#include "server/services/account_services.h"
#include "server/services/token_services.h"

namespace gatehouse::server {

/// Returns an explainer of the running server. Both must outlive it.
[[nodiscard]] std::shared_ptr<api::admin::TokenExplainer> make_explainer(TokenServices& tokens,
                                                                         const TokenSettings& settings);

/// Returns an explainer that reads keys and makes the services when the first token is explained, so that
/// other commands work without the secrets. `accounts` and `settings` must outlive it.
[[nodiscard]] std::shared_ptr<api::admin::TokenExplainer> make_late_explainer(AccountServices& accounts,
                                                                              FoundSecrets secrets,
                                                                              const Settings& settings,
                                                                              std::shared_ptr<Log> log);

}  // namespace gatehouse::server
