// SPDX-License-Identifier: Apache-2.0
// A scope is one word; two words would be two scopes.
// expect: gatehouse: a scope is one word of visible ASCII characters

#include <gatehouse/web.h>

using namespace gatehouse;

int get_user(web::SecurityScopes) { return 42; }
int answer(web::Security<get_user, "read write"> user) { return *user; }

void add_routes(web::App& app) { app.get<answer>("/answer"); }
