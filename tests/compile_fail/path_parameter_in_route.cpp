// SPDX-License-Identifier: Apache-2.0
// The route contains the handler's path parameter, here through a dependency too.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

int number(web::Path<"id", int> id) { return *id; }
int show(web::Depends<number> n, web::Path<"id", int>) { return *n; }

void add_routes(web::App& app) { app.get<show>("/items/{id}"); }
