// SPDX-License-Identifier: Apache-2.0
// The scopes are checked by a dependency of the dependency.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

int get_user(web::SecurityScopes) { return 42; }
int get_active_user(web::Depends<get_user> user) { return *user; }
int answer(web::Security<get_active_user, "admin"> user) { return *user; }

void add_routes(web::App& app) { app.get<answer>("/answer"); }
