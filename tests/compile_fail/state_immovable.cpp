// SPDX-License-Identifier: Apache-2.0
// A state that cannot be moved cannot be passed to the app.
// expect: gatehouse: this state can't be moved into the app: have it made in place

#include <gatehouse/web.h>
#include <mutex>

using namespace gatehouse;

struct Users {
  std::mutex mutex;
};

int count(web::State<Users>) { return 0; }

void add_routes(web::App& app) { app.get<count>("/count").state(Users{}); }
