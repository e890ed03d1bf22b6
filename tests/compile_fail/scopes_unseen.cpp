// SPDX-License-Identifier: Apache-2.0
// Scopes that no dependency checks would not protect anything.
// expect: gatehouse: nobody would check the scopes of this Security<f, ...>

#include <gatehouse/web.h>

using namespace gatehouse;

int get_user() { return 42; }
int get_active_user(web::Depends<get_user> user) { return *user; }
int answer(web::Security<get_active_user, "admin"> user) { return *user; }

void add_routes(web::App& app) { app.get<answer>("/answer"); }
