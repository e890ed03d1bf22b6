// SPDX-License-Identifier: Apache-2.0
// A member that is not described is never in the body.
// expect: gatehouse: has<&T::member>() asks for a member

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  std::string name;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

Item change(web::Patch<Item> patch) { return patch.has<&Item::count>() ? *patch : Item{}; }

void add_routes(web::App& app) { app.patch<change>("/item"); }
