// SPDX-License-Identifier: Apache-2.0
#include "server/services/admin_app.h"

#include <chrono>
#include <string>
#include <utility>

#include "api/admin/keys.h"
#include "api/admin/routes.h"
#include "server/services/backup_drafts.h"
#include "server/version.h"

namespace gatehouse::server {
namespace {

/// An operator may read an export slowly, or wait between two batches of an import.
constexpr std::chrono::minutes patience{10};
/// The connection of a command, and the files that its request opens.
constexpr std::size_t reserved_descriptors = 4;
constexpr std::size_t operator_connections = 64;

web::ApiInfo admin_info() {
  web::ApiInfo info;
  info.title = "gatehouse administration";
  info.version = version();
  info.license_name = "Apache-2.0";
  info.openapi_path = "/admin/api/openapi.json";
  info.has_docs_pages = false;
  return info;
}

}  // namespace

std::unique_ptr<web::App> make_admin_app(AccountServices& accounts, const std::vector<SecretStatus>& secrets,
                                         std::shared_ptr<api::admin::TokenExplainer> explainer,
                                         const Settings& settings) {
  auto app = std::make_unique<web::App>(admin_info());
  api::admin::add_routes(*app);
  app->share(accounts.accounts());
  app->share(accounts.clients());
  app->share(accounts.keys());
  app->share(accounts.user_sessions());
  app->share(accounts.audit_record());
  app->share(std::move(explainer));
  app->share(make_backup_writer(accounts.store(), settings.server.data));
  api::admin::SecretList list;
  for (const auto& secret : secrets) {
    list.items.push_back({secret.name, secret.is_previous, secret.signs, secret.source});
  }
  app->state(std::move(list));
  return app;
}

http::ServerOptions operator_server_options(const std::shared_ptr<Log>& log) {
  http::ServerOptions options;
  options.listen.clear();
  options.threads = 1;
  options.stop_on_signals = false;
  options.reserved_descriptors = reserved_descriptors;
  options.limits.connections = operator_connections;
  options.limits.idle_time = patience;
  options.limits.write_time = patience;
  options.log = log;
  return options;
}

}  // namespace gatehouse::server
