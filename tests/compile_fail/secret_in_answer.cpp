// SPDX-License-Identifier: Apache-2.0
// A secret cannot be part of an answer.
// expect: gatehouse: a member of this struct can be read but not answered

#include <gatehouse/web.h>

using namespace gatehouse;

struct Leak {
  Secret password;
};
BOOST_DESCRIBE_STRUCT(Leak, (), (password))

Leak show() { return {}; }

void add_routes(web::App& app) { app.get<show>("/leak"); }
