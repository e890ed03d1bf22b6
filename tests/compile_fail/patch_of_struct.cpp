// SPDX-License-Identifier: Apache-2.0
// A patch has the members of a described struct, and tells which of them were in the body.
// compiles

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  std::string name;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

Item change(web::Patch<Item> patch) {
  Item item;
  patch.apply_to(item);
  return patch.has<&Item::name>() ? *patch : item;
}

void add_routes(web::App& app) { app.patch<change>("/item"); }
