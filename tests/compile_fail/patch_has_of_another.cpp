// SPDX-License-Identifier: Apache-2.0
// A patch asks about members of its own struct only.
// expect: gatehouse: has<&T::member>() asks for a member

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  std::string name;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

struct Other {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Other, (), (name))

Item change(web::Patch<Item> patch) { return patch.has<&Other::name>() ? *patch : Item{}; }

void add_routes(web::App& app) { app.patch<change>("/item"); }
