// SPDX-License-Identifier: Apache-2.0
// A struct inside a described struct must be described too.
// expect: gatehouse: describe this struct with BOOST_DESCRIBE_STRUCT

#include <gatehouse/web.h>

using namespace gatehouse;

struct Inner {
  int id = 0;
};
struct Outer {
  Inner inner;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (inner))

Outer echo(web::Json<Outer> outer) { return *outer; }

void add_routes(web::App& app) { app.post<echo>("/items"); }
