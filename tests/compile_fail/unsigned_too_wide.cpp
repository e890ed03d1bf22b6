// SPDX-License-Identifier: Apache-2.0
// JSON readers keep 53 bits of a number, and the document cannot describe more than int64.
// expect: gatehouse: unsigned 64-bit integers don't fit every JSON reader

#include <gatehouse/web.h>

using namespace gatehouse;

std::uint64_t show() { return 0; }

void add_routes(web::App& app) { app.get<show>("/number"); }
