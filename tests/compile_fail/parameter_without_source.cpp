// SPDX-License-Identifier: Apache-2.0
// A handler's parameter must say where its value comes from.
// expect: gatehouse: a parameter must say where it comes from

#include <gatehouse/web.h>

using namespace gatehouse;

int double_it(int n) { return 2 * n; }

void add_routes(web::App& app) { app.get<double_it>("/double"); }
