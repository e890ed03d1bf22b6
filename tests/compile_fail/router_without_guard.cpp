// SPDX-License-Identifier: Apache-2.0
// An included router would escape the guards of the one around it.
// expect: gatehouse: a router's guards are compiled into its own operations

#include <gatehouse/web.h>

using namespace gatehouse;

void only_admin() {}
int answer() { return 42; }

void add_routes(web::App& app) {
  web::Router inner;
  inner.get<answer>("/answer");
  web::Router<only_admin> outer;
  outer.include(inner);
  app.include(outer);
}
