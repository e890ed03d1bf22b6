// SPDX-License-Identifier: Apache-2.0
// A request's body cannot be read both as bytes and as JSON.
// expect: gatehouse: a request has one body

#include <gatehouse/web.h>

using namespace gatehouse;

int sum(web::RawBody, web::Json<int> number) { return *number; }

void add_routes(web::App& app) { app.post<sum>("/sum"); }
