// SPDX-License-Identifier: Apache-2.0
// The result of a handler must have a JSON form.
// expect: gatehouse: describe this struct with BOOST_DESCRIBE_STRUCT

#include <gatehouse/web.h>

using namespace gatehouse;

struct Item {
  int id = 0;
};

awaitable<Item> show() { co_return Item{}; }

void add_routes(web::App& app) { app.get<show>("/item"); }
