// SPDX-License-Identifier: Apache-2.0
// A GET has no body, and so nothing to patch with.
// expect: gatehouse: a GET has no body

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  std::string name;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

Item change(web::Patch<Item> patch) { return *patch; }

void add_routes(web::App& app) { app.get<change>("/item"); }
