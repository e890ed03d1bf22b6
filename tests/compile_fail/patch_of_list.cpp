// SPDX-License-Identifier: Apache-2.0
// A list has no members that may be absent.
// expect: gatehouse: a patch has the members of a struct

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  std::string name;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

Item change(web::Patch<std::vector<Item>> patch) { return patch->front(); }

void add_routes(web::App& app) { app.patch<change>("/item"); }
