// SPDX-License-Identifier: Apache-2.0
#include "server/services/admin_app.h"

#include <chrono>
#include <string>
#include <utility>

#include "api/admin/keys.h"
#include "api/admin/routes.h"
#include "server/config/settings_form.h"
#include "server/services/backup_drafts.h"
#include "server/version.h"

namespace gatehouse::server {
namespace {

/// An operator may read an export slowly, or wait between two batches of an import.
constexpr std::chrono::minutes patience{10};
/// The connection of a command, and the files that its request opens.
constexpr std::size_t reserved_descriptors = 4;
constexpr std::size_t operator_connections = 64;

web::ApiInfo admin_info(const Settings& settings) {
  web::ApiInfo info;
  info.title = "gatehouse administration";
  info.version = version();
  info.license_name = "Apache-2.0";
  info.openapi_path = "/admin/api/openapi.json";
  info.has_docs_pages = false;
  info.root_path = root_path_of(settings);
  return info;
}

using Admitted = result<api::admin::Admission, auth::AccessError>;

class ServerGate final : public api::admin::TokenGate {
 public:
  explicit ServerGate(TokenServices& tokens)
      : clients_(*tokens.client_tokens()), users_(*tokens.service()), sessions_(*tokens.sessions()) {}

  awaitable<Admitted> admit(std::string token, unsigned worker) override {
    api::admin::Admission admission;
    auto asking = clients_.admit(token);
    auto client = co_await std::move(asking);
    if (client) {
      admission.client = std::move(*client);
      co_return admission;
    }
    if (client.error() != auth::AccessError::invalid) co_return client.error();
    auto checking = users_.check_access(token, worker);
    auto access = co_await std::move(checking);
    if (!access) co_return access.error();
    if (access->session) {
      auto finding = sessions_.find_by_id(*access->session);
      const auto session = co_await std::move(finding);
      if (!session) co_return auth::AccessError::unavailable;
      admission.authenticated_at = session->created_at;
    }
    admission.user = std::move(*access);
    co_return admission;
  }

 private:
  auth::ClientTokens& clients_;
  auth::AccessChecks& users_;
  auth::Sessions& sessions_;
};

class ClosedGate final : public api::admin::TokenGate {
 public:
  awaitable<Admitted> admit(std::string, unsigned) override { co_return auth::AccessError::invalid; }
};

}  // namespace

std::unique_ptr<web::App> make_admin_app(AccountServices& accounts, const std::vector<SecretStatus>& secrets,
                                         std::shared_ptr<api::admin::TokenExplainer> explainer,
                                         std::shared_ptr<api::admin::TokenGate> gate,
                                         const Settings& settings) {
  auto app = std::make_unique<web::App>(admin_info(settings));
  api::admin::add_routes(*app);
  app->share(accounts.accounts());
  app->share(accounts.clients());
  app->share(accounts.keys());
  app->share(accounts.user_sessions());
  app->share(accounts.audit_record());
  app->share(std::move(explainer));
  app->share(std::move(gate));
  app->share(make_backup_writer(accounts.store(), settings.server.data));
  api::admin::SecretList list;
  for (const auto& secret : secrets) {
    list.items.push_back({secret.name, secret.is_previous, secret.signs, secret.source});
  }
  app->state(std::move(list));
  return app;
}

http::ServerOptions operator_server_options(const Settings& settings, const std::shared_ptr<Log>& log) {
  http::ServerOptions options;
  options.listen.clear();
  options.threads = 1;
  options.stop_on_signals = false;
  options.reserved_descriptors = reserved_descriptors;
  options.limits.connections = operator_connections;
  options.limits.idle_time = patience;
  options.limits.write_time = patience;
  options.limits.body_bytes = settings.limits.body_bytes;
  options.trusted_proxies = settings.server.trusted_proxies;
  options.log = log;
  return options;
}

std::shared_ptr<api::admin::TokenGate> make_token_gate(TokenServices& tokens) {
  return std::make_shared<ServerGate>(tokens);
}

std::shared_ptr<api::admin::TokenGate> make_closed_gate() { return std::make_shared<ClosedGate>(); }

std::string root_path_of(const Settings& settings) {
  if (!settings.server.root_path.empty()) return settings.server.root_path;
  return std::string{root_path_of(settings.server.public_url)};
}

}  // namespace gatehouse::server
