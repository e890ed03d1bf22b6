// SPDX-License-Identifier: Apache-2.0
// Parameters come by value.
// expect: gatehouse: a parameter must say where it comes from, by value

#include <gatehouse/web.h>

using namespace gatehouse;

int double_it(const web::Query<"n", int>& n) { return 2 * *n; }

void add_routes(web::App& app) { app.get<double_it>("/double"); }
