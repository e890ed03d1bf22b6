#pragma once
// SPDX-License-Identifier: Apache-2.0
// The application of administration. The control socket has it, and a command that finds no running server.

#include <memory>
#include <string>
#include <vector>

#include "api/admin/token_gate.h"
#include "api/admin/tokens.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "server/config/settings.h"
#include "server/secrets/secrets.h"
#include "server/services/account_services.h"
#include "server/services/token_services.h"

namespace gatehouse::server {

/// Returns the application. `accounts` must outlive it.
[[nodiscard]] std::unique_ptr<web::App> make_admin_app(AccountServices& accounts,
                                                       const std::vector<SecretStatus>& secrets,
                                                       std::shared_ptr<api::admin::TokenExplainer> explainer,
                                                       std::shared_ptr<api::admin::TokenGate> gate,
                                                       const Settings& settings);

/// Returns the options of the server for operators: one thread of its own, which public requests cannot
/// keep busy, and long limits on time, because its callers are trusted.
[[nodiscard]] http::ServerOptions operator_server_options(const Settings& settings,
                                                          const std::shared_ptr<Log>& log);

/// Returns a gate for access tokens of clients and users. `tokens` must outlive it.
[[nodiscard]] std::shared_ptr<api::admin::TokenGate> make_token_gate(TokenServices& tokens);

/// Returns a gate that no token opens.
[[nodiscard]] std::shared_ptr<api::admin::TokenGate> make_closed_gate();

/// Returns the path under which a proxy publishes the server, or an empty text.
[[nodiscard]] std::string root_path_of(const Settings& settings);

}  // namespace gatehouse::server
