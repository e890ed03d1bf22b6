// SPDX-License-Identifier: Apache-2.0
// Parameters that a GET may not read are fine for a POST.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

struct Wish {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (id))

int find(web::Json<Wish> wish) { return wish->id; }

void add_routes(web::App& app) { app.post<find>("/items"); }
