// SPDX-License-Identifier: Apache-2.0
// A service without its own users: it accepts access tokens signed by gatehouse or another OAuth server.

#include <gatehouse/verifier/verifier.h>
#include <gatehouse/web.h>

#include <cstdlib>
#include <iostream>

using namespace gatehouse;
using verifier::RemoteKeys, verifier::Verifier, verifier::VerifyError;
using web::Depends, web::HttpError, web::Security, web::SecurityScopes, web::State;

inline constexpr web::HTTPBearer bearer{"access token"};

// clang-format off
struct Order { std::string item; web::Number<1, 100> count; };
BOOST_DESCRIBE_STRUCT(Order, (), (item, count))
struct Orders { std::string customer; std::vector<Order> orders; };
BOOST_DESCRIBE_STRUCT(Orders, (), (customer, orders))
struct Report { std::string client; int orders; };
BOOST_DESCRIBE_STRUCT(Report, (), (client, orders))
// clang-format on

awaitable<crypto::Claims> get_caller(Depends<bearer> token, SecurityScopes scopes, State<Verifier> verifier) {
  const auto claims = co_await verifier->verify(*token);
  if (claims && !scopes.are_in(claims->scope)) throw web::InsufficientScope{scopes};
  if (claims) co_return *claims;
  // Without keys the token cannot be checked. It may be valid, so the client should keep it.
  const bool is_unknown = claims.error() == VerifyError::unavailable;
  if (is_unknown) throw HttpError{503, "Try again later", {{"Retry-After", "2"}}};
  throw web::BearerError{401, claims.error() == VerifyError::expired ? "Token expired" : "Invalid token"};
}

Orders get_orders(Depends<get_caller> caller) { return {caller->subject, {{"tea", {2}}, {"cups", {4}}}}; }
Report get_report(Security<get_caller, "reports:read"> reporter) { return {reporter->client, 2}; }

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::shared_ptr<Verifier> make_verifier() {
  crypto::TokenRules rules;
  rules.issuer = setting("ISSUER");
  rules.audience = setting("AUDIENCE");
  if (const auto secret = setting("JWT_SECRET_KEY"); !secret.empty()) {
    return std::make_shared<Verifier>(crypto::AccessTokenKey::from_secret(Secret{secret}).value(), rules);
  }
  verifier::RemoteKeysOptions options;
  options.log = make_stderr_log();
  const auto url = setting("JWKS_URL");
  auto keys =
      url.empty() ? RemoteKeys::from_issuer(rules.issuer, options) : RemoteKeys::from_url(url, options);
  if (keys) return std::make_shared<Verifier>(*keys, rules);
  std::cerr << "set JWKS_URL, ISSUER or JWT_SECRET_KEY: " << keys.error() << '\n';
  return nullptr;
}

int main(int argc, char** argv) {
  auto verifier = make_verifier();
  if (!verifier) return 2;
  web::App app{{.title = "Orders"}};
  app.get<get_orders>("/orders", {.summary = "The caller's orders"});
  app.get<get_report>("/report", {.summary = "What was ordered, for services with reports:read"});
  return app.share(std::move(verifier)).run({.listen = argc > 1 ? argv[argc - 1] : "127.0.0.1:8001"});
}
