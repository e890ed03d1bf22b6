// SPDX-License-Identifier: Apache-2.0
#include "server/commands/local_server.h"

#include <sys/socket.h>

#include <array>
#include <utility>

#include "server/secrets/secrets.h"
#include "server/services/admin_app.h"
#include "server/services/token_explainers.h"

namespace gatehouse::server {
namespace {

std::unique_ptr<web::App> make_app(AccountServices& accounts, const Settings& settings,
                                   const std::shared_ptr<Log>& log) {
  auto found = find_secrets(settings.server.data);
  // Without the secret, what this writes is sealed by the next server.
  const auto& secrets = found.secrets;
  if (secrets && !secrets->server.empty()) {
    accounts.sealer().set_key(secrets->server, secrets->previous_server);
  }
  const auto list = found.list;
  auto explainer = make_late_explainer(accounts, std::move(found), settings, log);
  return make_admin_app(accounts, list, std::move(explainer), make_closed_gate(), settings);
}

}  // namespace

LocalServer::LocalServer(const Settings& settings, std::unique_ptr<AccountServices> accounts,
                         const std::shared_ptr<Log>& log)
    : accounts_(std::move(accounts)),
      app_(make_app(*accounts_, settings, log)),
      server_(operator_server_options(settings, log), *app_) {}

LocalServer::~LocalServer() {
  server_.stop();
  if (thread_.joinable()) thread_.join();
  // The server's context must still exist, because its coroutines may wait for these.
  accounts_->close();
}

result<std::unique_ptr<LocalServer>, Problem> LocalServer::open(const Settings& settings,
                                                                const std::shared_ptr<Log>& log) {
  auto accounts = AccountServices::open(settings, 1, log);
  if (!accounts) return accounts.error();
  std::unique_ptr<LocalServer> made{new LocalServer{settings, std::move(*accounts), log}};
  if (const auto started = made->app_->start(); !started) return Problem{started.error()};
  if (const auto listening = made->server_.listen(); !listening) return Problem{listening.error()};
  made->thread_ = std::thread{[server = &made->server_] { server->run(); }};
  return made;
}

Descriptor LocalServer::connect() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return {};
  Descriptor mine{ends[0]};
  server_.adopt(Descriptor{ends[1]}, *app_);
  return mine;
}

}  // namespace gatehouse::server
