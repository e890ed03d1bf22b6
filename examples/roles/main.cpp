// SPDX-License-Identifier: Apache-2.0
// A service that checks the server's tokens with its published keys, and roles by their scopes.

#include <gatehouse/crypto/keys/jwks.h>
#include <gatehouse/crypto/tokens/jwt.h>
#include <gatehouse/web.h>

#include <cstdio>
#include <fstream>
#include <iterator>

using namespace gatehouse;
using web::Depends, web::Security, web::State;

struct Trust {
  crypto::VerificationKeys keys;
  crypto::TokenRules rules;
};

inline constexpr web::HTTPBearer bearer{"token"};

crypto::Claims get_caller(Depends<bearer> token, web::SecurityScopes scopes, State<Trust> trust) {
  const auto claims = crypto::verify(*token, trust->keys, trust->rules, system_clock().now());
  if (!claims) throw web::BearerError{401, "Could not validate credentials"};
  if (!scopes.are_in(claims->scope)) throw web::InsufficientScope{scopes};  // 403, and says which
  return *claims;
}

struct Report {
  std::string title;
  std::string reader;
};
BOOST_DESCRIBE_STRUCT(Report, (), (title, reader))

Report read_report(Security<get_caller, "reports:read"> caller) { return {"January", caller->subject}; }
void delete_report(Security<get_caller, "reports:read", "reports:write">) {}

/// Usage: roles JWKS_FILE ISSUER HOST:PORT
int main(int argc, char** argv) {
  if (argc != 4) return std::fputs("usage: roles JWKS_FILE ISSUER HOST:PORT\n", stderr), 2;
  std::ifstream file{argv[1]};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  Trust trust{crypto::VerificationKeys::from_keys(crypto::read_jwks(text).value().keys).value(),
              {.issuer = argv[2]}};
  web::App app{{.title = "Reports"}};
  app.get<read_report>("/report").delete_<delete_report>("/report");
  return app.state(std::move(trust)).run({.listen = argv[3]});
}
