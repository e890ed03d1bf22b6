// SPDX-License-Identifier: Apache-2.0
// Shows the smallest service: one operation, its document and its docs page.

#include <gatehouse/web.h>

using namespace gatehouse;

struct Greeting {
  std::string message;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (message))

Greeting root() { return {"Hello World"}; }

int main(int argc, char** argv) {
  web::App app{{.title = "First steps"}};
  app.get<root>("/");
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
