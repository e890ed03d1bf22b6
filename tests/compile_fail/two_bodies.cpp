// SPDX-License-Identifier: Apache-2.0
// A request has one body.
// expect: gatehouse: a request has one body

#include <gatehouse/web.h>

using namespace gatehouse;

int sum(web::Json<int> a, web::Form<std::map<std::string, int>>) { return *a; }

void add_routes(web::App& app) { app.post<sum>("/sum"); }
