// SPDX-License-Identifier: Apache-2.0
#include "server/services/public_app.h"

#include <string>
#include <utility>

#include "api/routes.h"
#include "ring/io_uring.h"
#include "server/services/admin_app.h"
#include "server/version.h"

namespace gatehouse::server {
namespace {

web::ApiInfo api_info(const Settings& settings) {
  web::ApiInfo info;
  info.title = "gatehouse";
  info.version = version();
  info.license_name = "Apache-2.0";
  info.root_path = root_path_of(settings);
  return info;
}

web::CorsOptions cors_options(const Settings& settings) {
  web::CorsOptions options;
  options.origins = settings.cors.origins;
  options.methods = {"*"};
  options.request_fields = {"Authorization"};
  options.response_fields = {"Link",        "RateLimit",        "RateLimit-Policy",
                             "Retry-After", "WWW-Authenticate", "X-Request-ID"};
  return options;
}

api::Options api_options(const Settings& settings) {
  api::Options options;
  options.is_signup_enabled = settings.signup.enabled;
  options.issuer = settings.tokens.issuer.empty() ? settings.server.public_url : settings.tokens.issuer;
  options.has_jwks = settings.tokens.algorithm != TokenAlgorithm::hs256;
  return options;
}

}  // namespace

std::unique_ptr<web::App> make_public_app(AccountServices& accounts, TokenServices& tokens,
                                          std::shared_ptr<auth::throttle::Guard> guard,
                                          const Settings& settings) {
  auto app = std::make_unique<web::App>(api_info(settings));
  api::add_routes(*app);
  if (!settings.cors.origins.empty()) app->use(web::cors(cors_options(settings)));
  app->share(accounts.accounts());
  app->share(accounts.keys());
  app->share(accounts.own_account());
  app->share(accounts.clients());
  app->share(tokens.sessions());
  app->share(tokens.service());
  app->share(tokens.client_tokens());
  app->share(tokens.issued());
  app->share(std::move(guard));
  app->state(api_options(settings));
  return app;
}

http::ServerOptions public_server_options(const Settings& settings, const std::shared_ptr<Log>& log) {
  http::ServerOptions options;
  options.listen = settings.server.listen;
  options.threads = settings.server.threads;
  options.trusted_proxies = settings.server.trusted_proxies;
  if (settings.server.io_uring) options.make_ring = ring::IoUring::make;
  options.limits.request_time = settings.limits.request_seconds;
  options.limits.idle_time = settings.limits.idle_seconds;
  options.limits.body_bytes = settings.limits.body_bytes;
  options.limits.header_bytes = settings.limits.header_bytes;
  options.limits.memory_bytes = settings.limits.memory_bytes;
  options.limits.connections = settings.limits.connections;
  options.limits.connections_per_address = settings.limits.connections_per_address;
  options.limits.stop_time = settings.server.stop_seconds;
  options.log = log;
  return options;
}

}  // namespace gatehouse::server
