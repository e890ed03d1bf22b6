// SPDX-License-Identifier: Apache-2.0
// A parameter says where it comes from.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

int double_it(web::Query<"n", int> n) { return 2 * *n; }

void add_routes(web::App& app) { app.get<double_it>("/double"); }
