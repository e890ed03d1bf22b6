// SPDX-License-Identifier: Apache-2.0
// A member function has no object to be called on.
// expect: gatehouse: a handler or a dependency is a plain function, given by its name

#include <gatehouse/web.h>

using namespace gatehouse;

struct Items {
  int count() { return 0; }
};

void add_routes(web::App& app) { app.get<&Items::count>("/count"); }
