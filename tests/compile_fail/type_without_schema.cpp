// SPDX-License-Identifier: Apache-2.0
// A type that JSON has no form for.
// expect: gatehouse: this type has no form in JSON

#include <gatehouse/web.h>

using namespace gatehouse;

const char* show() { return "text"; }

void add_routes(web::App& app) { app.get<show>("/text"); }
