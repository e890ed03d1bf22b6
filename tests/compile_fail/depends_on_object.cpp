// SPDX-License-Identifier: Apache-2.0
// Only functions and security schemes can be depended on.
// expect: gatehouse: Depends<...> takes a plain function by its name, or a security scheme

#include <gatehouse/web.h>

using namespace gatehouse;

int show(web::Depends<42> n) { return *n; }

void add_routes(web::App& app) { app.get<show>("/number"); }
