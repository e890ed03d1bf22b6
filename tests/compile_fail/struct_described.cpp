// SPDX-License-Identifier: Apache-2.0
// A described struct can be read and answered.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id))

Item echo(web::Json<Item> item) { return *item; }

void add_routes(web::App& app) { app.post<echo>("/items"); }
