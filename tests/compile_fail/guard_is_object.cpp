// SPDX-License-Identifier: Apache-2.0
// A router's guards are dependencies.
// expect: gatehouse: Depends<...> takes a plain function by its name, or a security scheme

#include <gatehouse/web.h>

using namespace gatehouse;

int answer() { return 42; }

void add_routes(web::App& app) {
  web::Router<42> router;
  router.get<answer>("/answer");
  app.include(router);
}
