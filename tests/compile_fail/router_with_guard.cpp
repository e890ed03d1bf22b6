// SPDX-License-Identifier: Apache-2.0
// A router with the guards of the one around it.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

void only_admin() {}
int answer() { return 42; }

void add_routes(web::App& app) {
  web::Router<only_admin> inner;
  inner.get<answer>("/answer");
  web::Router<only_admin> outer;
  outer.include(inner);
  app.include(outer);
}
