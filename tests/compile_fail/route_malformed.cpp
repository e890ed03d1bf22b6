// SPDX-License-Identifier: Apache-2.0
// A route's braces must be closed and enclose whole segments.
// expect: gatehouse_a_route_begins_with_a_slash_and_closes_its_braces
// expect-clang: gatehouse: a route begins with a slash, each {name} is a whole segment of it

#include <gatehouse/web.h>

using namespace gatehouse;

int show(web::Path<"id", int> id) { return *id; }

void add_routes(web::App& app) { app.get<show>("/items/{id"); }
