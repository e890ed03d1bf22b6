#pragma once
// SPDX-License-Identifier: Apache-2.0
// The application at the public address: accounts, sessions and OAuth.

#include <memory>

#include "auth/throttle/guard.h"
#include "gatehouse/base/log.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "server/config/settings.h"
#include "server/services/account_services.h"
#include "server/services/token_services.h"

namespace gatehouse::server {

/// Returns the application, which is not started yet. `accounts` and `tokens` must outlive it.
[[nodiscard]] std::unique_ptr<web::App> make_public_app(AccountServices& accounts, TokenServices& tokens,
                                                        std::shared_ptr<auth::throttle::Guard> guard,
                                                        const Settings& settings);

/// Returns the options of its server.
[[nodiscard]] http::ServerOptions public_server_options(const Settings& settings,
                                                        const std::shared_ptr<Log>& log);

}  // namespace gatehouse::server
