// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <csignal>
#include <exception>
#include <string>
#include <utility>

#include "api/routes.h"
#include "auth/client_tokens.h"
#include "auth/ended_sessions.h"
#include "auth/issued_tokens.h"
#include "auth/session_cleaner.h"
#include "auth/sessions.h"
#include "auth/token_service.h"
#include "gatehouse/crypto/tokens.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "server/account_stack.h"
#include "server/control_socket.h"
#include "server/log_access.h"
#include "server/secrets.h"
#include "server/version.h"

namespace gatehouse::server {
namespace {

constexpr int exit_cannot_start = 2;

// Writes a line a request around the app's own work.
class LoggedHandler final : public http::Handler {
 public:
  LoggedHandler(http::Handler& inner, Log& log) : inner_(inner), log_(log) {}

  awaitable<> handle(const http::Request& request, http::Response& response) override {
    const auto begun = std::chrono::steady_clock::now();
    auto answering = inner_.handle(request, response);
    co_await std::move(answering);
    AccessLine line;
    line.request_id = request.id;
    line.method = request.method;
    line.path = request.path;
    line.status = response.status;
    line.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    line.remote = request.remote_address;
    write_access(log_, line);
  }

 private:
  http::Handler& inner_;
  Log& log_;
};

crypto::Tokens make_tokens(const SigningSecrets& secrets, const TokenSettings& settings) {
  crypto::TokenOptions options;
  options.access_lifetime = settings.access_minutes;
  options.refresh_lifetime = settings.refresh_days;
  options.issuer = settings.issuer;
  return {crypto::AccessTokenKey::from_secret(secrets.access).value(),
          crypto::RefreshTokenKey::from_secret(secrets.refresh).value(), options};
}

http::ServerOptions server_options(const Settings& settings, const std::shared_ptr<Log>& log) {
  http::ServerOptions options;
  options.listen = settings.server.listen;
  options.threads = settings.server.threads;
  options.limits.request_time = settings.limits.request_seconds;
  options.limits.idle_time = settings.limits.idle_seconds;
  options.limits.body_bytes = settings.limits.body_bytes;
  options.limits.header_bytes = settings.limits.header_bytes;
  options.log = log;
  return options;
}

auth::SessionOptions session_options(const TokenSettings& settings, const std::shared_ptr<Log>& log) {
  auth::SessionOptions options;
  options.absolute = settings.session_days;
  options.log = log;
  return options;
}

auth::CleanerOptions cleaner_options(const std::shared_ptr<Log>& log) {
  auth::CleanerOptions options;
  options.log = log;
  return options;
}

api::Options api_options(const Settings& settings) {
  api::Options options;
  options.is_signup_enabled = settings.signup.enabled;
  options.issuer = settings.tokens.issuer;
  return options;
}

store::StoreResult<> load(auth::EndedSessions& ended) {
  boost::asio::io_context context{1};
  store::StoreResult<> loaded = store::StoreError::unavailable;
  auto finished = [&](const std::exception_ptr& failure, store::StoreResult<> outcome) {
    if (!failure) loaded = outcome;
  };
  boost::asio::co_spawn(context, ended.load(), finished);
  context.run();
  return loaded;
}

int refuse_start(Log& log, const std::string& why) {
  log.write(LogLevel::error, why);
  return exit_cannot_start;
}

}  // namespace

int serve(const Settings& settings, const std::shared_ptr<Log>& log) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is a full disk, to be told and outlived
  web::App app{{.title = "gatehouse", .version = std::string{version()}}};
  LoggedHandler logged{app, *log};
  http::Handler& handler = settings.log.requests ? static_cast<http::Handler&>(logged) : app;
  http::Server server{server_options(settings, log), handler};

  auto stack = AccountStack::open(settings, server.contexts().size(), log);
  if (!stack) return refuse_start(*log, stack.error().text);
  auto secrets = load_secrets(settings.server.data);
  if (!secrets) {
    for (const auto& problem : secrets.error()) log->write(LogLevel::error, problem);
    return exit_cannot_start;
  }
  for (const auto& warning : secrets->warnings) log->write(LogLevel::warning, warning);
  const auto tokens = make_tokens(*secrets, settings.tokens);
  auto& store = (*stack)->store();
  // Before anyone is served: what has ended stays ended.
  auth::EndedSessions ended{store, server.contexts().size()};
  if (const auto loaded = load(ended); !loaded) {
    return refuse_start(*log, "can't read the ended sessions: " + make_error_code(loaded.error()).message());
  }
  const auto accounts = (*stack)->accounts();
  api::add_routes(app);
  app.share(accounts);
  app.share((*stack)->own_account());
  const auto clients = (*stack)->clients();
  app.share(clients);
  const auto sessions = std::make_shared<auth::Sessions>(store.sessions(), *accounts, tokens,
                                                         session_options(settings.tokens, log));
  app.share(sessions);
  const auto service = std::make_shared<auth::TokenService>(
      tokens, (*stack)->cache(), ended,
      auth::TokenServiceOptions{.accept_without_session = settings.tokens.accept_without_session});
  app.share(service);
  const auto client_tokens = std::make_shared<auth::ClientTokens>(tokens, store.clients());
  app.share(client_tokens);
  app.share(
      std::make_shared<auth::IssuedTokens>(tokens, *service, *sessions, *client_tokens, (*stack)->cache()));
  app.state(api_options(settings));
  if (const auto started = app.start(); !started) return refuse_start(*log, started.error());

  if (const auto listening = server.listen(); !listening) return refuse_start(*log, listening.error());
  auto control = ControlServer::open(settings.server.data, *server.contexts().front(),
                                     CommandTargets{*accounts, *clients});
  if (!control) return refuse_start(*log, control.error().text);
  const auth::SessionCleaner cleaner{*server.contexts().front(), store.sessions(), cleaner_options(log)};
  for (const auto& address : server.addresses()) {
    log->write(LogLevel::info, "serving http://" + address + ", docs at http://" + address + "/docs");
  }
  server.run();
  // While the server's contexts still exist: coroutines of theirs may wait for these.
  (*stack)->close();
  log->write(LogLevel::info, "stopped");
  return 0;
}

}  // namespace gatehouse::server
