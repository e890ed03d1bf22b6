// SPDX-License-Identifier: Apache-2.0
// A struct that is not described with Boost.Describe cannot be read.
// expect: gatehouse: describe this struct with BOOST_DESCRIBE_STRUCT

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  int id = 0;
};

int echo(web::Json<Item> item) { return item->id; }

void add_routes(web::App& app) { app.post<echo>("/items"); }
