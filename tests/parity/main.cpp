// SPDX-License-Identifier: Apache-2.0
// parity HOST:PORT

#include "parity.h"

namespace {

void refuse_blocked(gatehouse::web::Header<"x-blocked", std::optional<std::string>> blocked) {
  if (*blocked && !(*blocked)->empty()) throw gatehouse::web::HttpError{403, "Blocked"};
}

}  // namespace

int main(int argc, char** argv) {
  gatehouse::web::App app{{.title = "Parity", .version = "1.0.0"}};
  app.guard<refuse_blocked>();
  parity::add_params(app);
  parity::add_bodies(app);
  parity::add_answers(app);
  parity::add_dependencies(app);
  parity::add_security(app);
  app.use(gatehouse::web::compression());
  app.use(gatehouse::web::cors({.origins = {"https://app.example.com"},
                                .methods = {"GET", "PUT"},
                                .request_fields = {"X-Token"},
                                .response_fields = {"X-Total"},
                                .credentials = true}));
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
