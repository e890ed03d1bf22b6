// SPDX-License-Identifier: Apache-2.0
// A dependency may be an object with settings whose operator() is const.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

struct Counter {
  int start = 0;
  int operator()() const { return start + 1; }
};
int show(web::Depends<Counter{}> n) { return *n; }

void add_routes(web::App& app) { app.get<show, Counter{7}>("/number").get<Counter{2}>("/two"); }
