// SPDX-License-Identifier: Apache-2.0
// A handler cannot take SecurityScopes, because no Security<> names scopes for it.
// expect: gatehouse: SecurityScopes is what a dependency takes

#include <gatehouse/web.h>

using namespace gatehouse;

int answer(web::SecurityScopes) { return 42; }

void add_routes(web::App& app) { app.get<answer>("/answer"); }
