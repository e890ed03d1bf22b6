// SPDX-License-Identifier: Apache-2.0
// The first value of a range is the smallest.
// expect: gatehouse: Text<min, max> needs min <= max

#include <gatehouse/web.h>

using namespace gatehouse;

int show(web::Query<"q", web::Text<24, 5>> q) { return static_cast<int>(q->size()); }

void add_routes(web::App& app) { app.get<show>("/text"); }
