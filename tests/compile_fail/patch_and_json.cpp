// SPDX-License-Identifier: Apache-2.0
// A patch is one body, and a request has no second.
// expect: gatehouse: a request has one body

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  std::string name;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

Item change(web::Patch<Item> patch, web::Json<Item>) { return *patch; }

void add_routes(web::App& app) { app.patch<change>("/item"); }
