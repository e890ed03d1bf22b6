// SPDX-License-Identifier: Apache-2.0
// GET /me as users of the library write it; beast.cpp does the same by hand. typed HOST:PORT

#include <gatehouse/web.h>

#include "allocations/counted.h"
#include "cost/accounts.h"

using namespace gatehouse;
using bench::Account, bench::Accounts;

inline constexpr web::OAuth2PasswordBearer bearer{"/login", "JWT"};

struct Count {
  std::int64_t allocations;
};
BOOST_DESCRIBE_STRUCT(Count, (), (allocations))

namespace gatehouse::bench {
BOOST_DESCRIBE_STRUCT(Account, (), (id, email))
}  // namespace gatehouse::bench

const Account* get_caller(web::Depends<bearer> token, web::State<Accounts> accounts) {
  const auto found = accounts->find(std::string_view{*token});
  if (found == accounts->end()) throw web::BearerError{403, "Could not validate credentials"};
  return &found->second;
}

Account get_me(web::Depends<get_caller> caller) { return **caller; }

Count get_allocations() { return {static_cast<std::int64_t>(test::allocations.load())}; }

int main(int argc, char** argv) {
  web::App app{{.title = "Cost"}};
  app.get<get_me>("/me", {.summary = "Who calls"}).get<get_allocations>("/allocations");
  app.state(bench::make_accounts());
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000", .threads = 1});
}
