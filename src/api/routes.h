#pragma once
// SPDX-License-Identifier: Apache-2.0
// Registers every endpoint of the server.

#include "api/options.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Registers the endpoints. They need these states: Options, auth::AccessChecks, auth::Accounts,
/// auth::Clients, auth::ClientTokens, auth::Introspection, auth::KeyRing, auth::OwnAccount, auth::Sessions
/// and auth::throttle::Guard.
void add_routes(web::App& app);

}  // namespace gatehouse::api
