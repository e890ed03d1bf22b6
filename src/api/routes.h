#pragma once
// SPDX-License-Identifier: Apache-2.0
// Every endpoint of the server, registered in one place.

#include "gatehouse/web.h"

namespace gatehouse::api {

/// What an operator decides about endpoints; a state of the app.
struct Options {
  bool is_signup_enabled = true;
};

/// Registers the endpoints. They need the states auth::Accounts, auth::OwnAccount, auth::Sessions,
/// auth::TokenService and Options.
void add_routes(web::App& app);

}  // namespace gatehouse::api
