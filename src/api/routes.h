#pragma once
// SPDX-License-Identifier: Apache-2.0
// Every endpoint of the server, registered in one place.

#include "api/options.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Registers the endpoints. They need the states auth::Accounts, auth::Clients, auth::ClientTokens,
/// auth::Introspection, auth::OwnAccount, auth::Sessions, auth::throttle::Guard, auth::AccessChecks and
/// Options.
void add_routes(web::App& app);

}  // namespace gatehouse::api
