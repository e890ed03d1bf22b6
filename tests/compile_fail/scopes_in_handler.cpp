// SPDX-License-Identifier: Apache-2.0
// A handler is used by nobody who could name scopes for it.
// expect: gatehouse: SecurityScopes is what a dependency takes

#include <gatehouse/web.h>

using namespace gatehouse;

int answer(web::SecurityScopes) { return 42; }

void add_routes(web::App& app) { app.get<answer>("/answer"); }
