// SPDX-License-Identifier: Apache-2.0
// A secret has no way into an answer.
// expect: 'encode' is not a member of

#include <gatehouse/web.h>

using namespace gatehouse;

struct Leak {
  Secret password;
};
BOOST_DESCRIBE_STRUCT(Leak, (), (password))

Leak show() { return {}; }

void add_routes(web::App& app) { app.get<show>("/leak"); }
