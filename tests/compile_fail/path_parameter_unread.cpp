// SPDX-License-Identifier: Apache-2.0
// The route contains a name that neither the handler nor a dependency reads.
// expect: gatehouse_a_name_in_the_route_is_no_path_parameter_of_the_handler
// expect-clang: gatehouse: a name in the route is no path parameter of the handler

#include <gatehouse/web.h>

using namespace gatehouse;

int number(web::Path<"id", int> id) { return *id; }
int show(web::Depends<number> n) { return *n; }

void add_routes(web::App& app) { app.get<show>("/shelves/{shelf}/items/{id}"); }
