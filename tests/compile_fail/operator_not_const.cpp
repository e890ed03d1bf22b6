// SPDX-License-Identifier: Apache-2.0
// A template argument is a constant, so a non-const operator() cannot be called on it.
// expect: gatehouse: Depends<...> takes a plain function by its name, or a security scheme

#include <gatehouse/web.h>

using namespace gatehouse;

struct Counter {
  int start = 0;
  int operator()() { return ++start; }
};
int show(web::Depends<Counter{}> n) { return *n; }

void add_routes(web::App& app) { app.get<show>("/number"); }
