// SPDX-License-Identifier: Apache-2.0
// A lambda has no name for the document.
// expect: gatehouse: a handler or a dependency is a plain function, given by its name

#include <gatehouse/web.h>

using namespace gatehouse;

void add_routes(web::App& app) {
  app.get<[] { return 1; }>("/number");
}
