#pragma once
// SPDX-License-Identifier: Apache-2.0
// Registers every endpoint of the server.

#include "api/options.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Registers the endpoints. They need the state Options and, from auth, AccessChecks, Accounts, Clients,
/// ClientTokens, Introspection, KeyRing, OwnAccount, Sessions and throttle::Guard.
void add_routes(web::App& app);

}  // namespace gatehouse::api
