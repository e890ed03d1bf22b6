// SPDX-License-Identifier: Apache-2.0
// One typed handler, in a project that knows nothing of gatehouse but its target.

#include <gatehouse/web.h>

using namespace gatehouse;

struct Greeting {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (text))

Greeting greet(web::Path<"name", std::string> name, web::Query<"loud", web::Default<false>> loud) {
  return {"Hello, " + *name + (*loud ? "!" : ".")};
}

int main(int argc, char** argv) {
  web::App app{{.title = "Outside"}};
  return app.get<greet>("/greet/{name}").run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
