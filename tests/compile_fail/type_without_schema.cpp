// SPDX-License-Identifier: Apache-2.0
// A type that has no JSON form.
// expect: gatehouse: this type has no form in JSON

#include <gatehouse/web.h>

using namespace gatehouse;

const char* show() { return "text"; }

void add_routes(web::App& app) { app.get<show>("/text"); }
