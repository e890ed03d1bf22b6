// SPDX-License-Identifier: Apache-2.0
// A handler or one of its dependencies reads a path parameter that the route lacks.
// expect: gatehouse_a_path_parameter_of_the_handler_is_missing_from_the_route
// expect-clang: gatehouse: a path parameter of the handler is missing from the route

#include <gatehouse/web.h>

using namespace gatehouse;

int number(web::Path<"id", int> id) { return *id; }
int show(web::Depends<number> n) { return *n; }

void add_routes(web::App& app) { app.get<show>("/items/{number}"); }
