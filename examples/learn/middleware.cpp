// SPDX-License-Identifier: Apache-2.0
// Shows middleware around every request and of one router, and hooks at start and stop.

#include <gatehouse/web.h>

#include <cstdio>

using namespace gatehouse;

awaitable<> name_version(const web::Request&, web::Response& response, web::Next next) {
  co_await next();
  response.set("X-Version", "1.2");
}

std::string read_text() { return std::string(2000, 'x'); }

awaitable<> ask_to_revalidate(const web::Request&, web::Response& response, web::Next next) {
  co_await next();
  response.set("Cache-Control", "no-cache");
}

int read_count() { return 3; }

int main(int argc, char** argv) {
  web::App app{{.title = "Middleware"}};
  app.get<read_text>("/text");
  app.use(name_version);
  app.use(web::compression());
  app.use(web::cors({.origins = {"https://app.example.com"}, .methods = {"GET", "PUT"}}));
  app.use(web::timing());
  web::Router<> counts{{.prefix = "/counts"}};
  counts.get<read_count>("/today");
  counts.use(ask_to_revalidate);
  app.include(counts);
  app.on_start([]() -> awaitable<> {
    std::puts("ready");
    co_return;
  });
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
