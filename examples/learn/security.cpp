// SPDX-License-Identifier: Apache-2.0
// Shows security: a security scheme is a dependency, and the document marks each operation that uses it.

#include <gatehouse/web.h>

using namespace gatehouse;
using web::Depends, web::Security;

inline constexpr web::OAuth2PasswordBearer oauth2{"/login", "JWT"};

struct User {
  std::string name;
  std::vector<std::string> scopes;
};
BOOST_DESCRIBE_STRUCT(User, (), (name, scopes))

// A real service checks a token here, as examples/tutorial does; this one takes the name for it.
User get_user(Depends<oauth2> token, web::SecurityScopes needed) {
  User user{std::string{*token}, {"items"}};
  if (user.name == "admin") user.scopes.emplace_back("users");
  std::string granted;
  for (const auto& scope : user.scopes) granted += scope + " ";
  if (!needed.are_in(granted)) throw web::InsufficientScope{needed};
  return user;
}

User read_me(Depends<get_user> user) { return *user; }
std::vector<std::string> list_users(Security<get_user, "users">) { return {"admin", "ada"}; }

int main(int argc, char** argv) {
  web::App app{{.title = "Security", .scopes = {{"items", "Read items"}, {"users", "Read users"}}}};
  app.get<read_me>("/me").get<list_users>("/users");
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
