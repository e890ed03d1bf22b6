// SPDX-License-Identifier: Apache-2.0
// A GET has no body, not even for its guards.
// expect: gatehouse: a GET has no body

#include <gatehouse/web.h>

using namespace gatehouse;

struct Wish {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (id))
void check_wish(web::Json<Wish>) {}
int answer() { return 42; }

void add_routes(web::App& app) { app.get<answer, check_wish>("/answer"); }
