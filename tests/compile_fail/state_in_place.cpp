// SPDX-License-Identifier: Apache-2.0
// A state that cannot be moved is made in place or shared.
// compiles

#include <gatehouse/web.h>
#include <mutex>

using namespace gatehouse;

struct Users {
  std::mutex mutex;
};

int count(web::State<Users>) { return 0; }

void add_routes(web::App& app) {
  app.get<count>("/count").state<Users>();
  app.share(std::make_shared<Users>());
}
