// SPDX-License-Identifier: Apache-2.0
// A GET has no body.
// expect: gatehouse: a GET has no body

#include <gatehouse/web.h>

using namespace gatehouse;

struct Wish {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (id))

int find(web::Json<Wish> wish) { return wish->id; }

void add_routes(web::App& app) { app.get<find>("/items"); }
