// SPDX-License-Identifier: Apache-2.0
// A path parameter that a guard of the operation reads must be in the route too.
// expect: gatehouse_a_path_parameter_of_the_handler_is_missing_from_the_route
// expect-clang: gatehouse: a path parameter of the handler is missing from the route

#include <gatehouse/web.h>

using namespace gatehouse;

void check_shelf(web::Path<"shelf", int>) {}
int answer() { return 42; }

void add_routes(web::App& app) { app.get<answer, check_shelf>("/shelves/{id}/answer"); }
