// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "api/routes.h"
#include "auth/audit/refusal_log.h"
#include "auth/keys/key_follower.h"
#include "auth/keys/key_ring.h"
#include "auth/periodic_task.h"
#include "auth/sessions/session_cleaner.h"
#include "auth/throttle/guard.h"
#include "gatehouse/http/descriptors.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "ring/io_uring.h"
#include "server/commands/admin_client.h"
#include "server/config/settings_form.h"
#include "server/log/log_thread.h"
#include "server/log/logged_handler.h"
#include "server/metrics/management.h"
#include "server/metrics/request_counts.h"
#include "server/metrics/service_counts.h"
#include "server/secrets/secrets.h"
#include "server/services/account_services.h"
#include "server/services/admin_app.h"
#include "server/services/admin_door.h"
#include "server/services/throttle_options.h"
#include "server/services/token_explainers.h"
#include "server/services/token_services.h"
#include "server/version.h"

namespace gatehouse::server {
namespace {

constexpr int exit_cannot_start = 2;

http::ServerOptions server_options(const Settings& settings, const std::shared_ptr<Log>& log) {
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

/// Runs `work` to its end on `context`, which must outlive everything that other threads post to it.
template <class Outcome>
Outcome run_now(boost::asio::io_context& context, awaitable<Outcome> work, Outcome otherwise) {
  auto outcome = std::move(otherwise);
  auto finished = [&](const std::exception_ptr& failure, Outcome told) {
    if (!failure) outcome = std::move(told);
  };
  boost::asio::co_spawn(context, std::move(work), finished);
  context.restart();
  context.run();
  return outcome;
}

awaitable<> clean_sessions(store::SessionStore& store, Log& log) {
  auto deleting = auth::delete_expired_sessions(store);
  const auto count = co_await std::move(deleting);
  if (count > 0) {
    log.write(LogLevel::debug, "deleted sessions that are over",
              {{"count", static_cast<std::int64_t>(count)}});
  }
}

/// Deletes what the audit record has kept for long enough. 0 days: nothing.
awaitable<> cut_audit(store::AuditStore& audit, std::uint32_t keep_days, Log& log) {
  if (keep_days == 0) co_return;
  const auto before = system_clock().now() - std::chrono::days{keep_days};
  for (;;) {
    store::Call call{store::Actor{store::ActorKind::server}};
    const auto count = co_await audit.cut(std::move(call), before);
    if (!count || *count == 0) co_return;
    log.write(LogLevel::debug, "cut the old end of the audit record", {{"entries", *count}});
  }
}

awaitable<bool> write_last_refusals(store::Store& store, std::vector<store::Refusals> left) {
  co_await auth::write_refusals(store, std::move(left));
  co_return true;
}

awaitable<> maintain_keys(auth::KeyRing& keys, Log& log) {
  auto maintaining = keys.maintain();
  const auto done = co_await std::move(maintaining);
  if (done) co_return;
  log.write(LogLevel::warning, "the keys could not be rotated or deleted",
            {{"why", to_string(done.error())}});
}

/// Returns counters, or null ones when there is no address to read them at.
ServiceCounts make_counts(const Settings& settings) {
  return settings.server.management.empty() ? ServiceCounts{} : ServiceCounts::make();
}

int refuse_start(Log& log, const std::string& why) {
  log.write(LogLevel::error, why);
  return exit_cannot_start;
}

}  // namespace

int serve(const Settings& settings, const std::shared_ptr<ProgramLog>& log) {
  const auto started_at = std::chrono::system_clock::now();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // exceeding a file size limit is reported as a full disk
  http::raise_descriptor_limit();
  web::App app{api_info(settings)};
  AdminDoor door{app, root_path_of(settings)};
  http::Handler& wanted = settings.admin.api ? static_cast<http::Handler&>(door) : app;
  LoggedHandler logged{wanted, *log};
  http::Handler& handler = settings.log.requests ? static_cast<http::Handler&>(logged) : wanted;
  http::Server server{server_options(settings, log), handler};
  const auto workers = server.contexts().size();

  boost::asio::io_context starting{1};  // for the work before the server's own run
  const auto counts = make_counts(settings);
  auto stack = AccountServices::open(settings, workers + 1, log, counts);
  if (!stack) return refuse_start(*log, stack.error().text);
  auto secrets = load_secrets(settings.server.data);
  if (!secrets) {
    for (const auto& problem : secrets.error()) log->write(LogLevel::error, problem);
    return exit_cannot_start;
  }
  for (const auto& warning : secrets->warnings) log->write(LogLevel::warning, warning);
  (*stack)->sealer().set_key(secrets->server, secrets->previous_server);
  const auto keys = (*stack)->keys();
  if (const auto loaded = run_now(starting, keys->load(), auth::KeyResult<>{auth::KeyRingError::unavailable});
      !loaded) {
    return refuse_start(*log, "can't read the keys: " + std::string{to_string(loaded.error())});
  }
  using Opened = result<std::unique_ptr<TokenServices>, Problem>;
  auto tokens =
      run_now(starting, TokenServices::open(**stack, *secrets, settings, workers + 1, log, counts.auth),
              Opened{Problem{"can't read the database"}});
  if (!tokens) return refuse_start(*log, tokens.error().text);
  const auto accounts = (*stack)->accounts();
  const auto clients = (*stack)->clients();
  api::add_routes(app);
  if (!settings.cors.origins.empty()) app.use(web::cors(cors_options(settings)));
  app.share(accounts);
  app.share(keys);
  app.share((*stack)->own_account());
  app.share(clients);
  app.share((*tokens)->sessions());
  app.share((*tokens)->service());
  app.share((*tokens)->client_tokens());
  app.share((*tokens)->issued());
  auth::throttle::DeviceCookies cookies{secrets->server, secrets->previous_server};
  const auto refusals = std::make_shared<auth::RefusalLog>();
  app.share(std::make_shared<auth::throttle::Guard>(throttle_options(settings.throttle), std::move(cookies),
                                                    *accounts, log, refusals, counts.auth));
  app.state(api_options(settings));
  std::shared_ptr<RequestCounts> requests;
  if (!settings.server.management.empty()) {
    // Threads of the store and the hasher count too, so that not all numbers of threads are the workers'.
    requests = std::make_shared<RequestCounts>(2 * workers + 8);
    app.observe(requests);
  }
  if (const auto started = app.start(); !started) return refuse_start(*log, started.error());

  if (const auto listening = server.listen(); !listening) return refuse_start(*log, listening.error());
  const auto admin_app = make_admin_app(**stack, secrets->list, make_explainer(**tokens, settings.tokens),
                                        make_token_gate(**tokens), settings);
  if (const auto started = admin_app->start(); !started) return refuse_start(*log, started.error());
  auto operator_options = operator_server_options(settings, log);
  operator_options.first_worker = static_cast<unsigned>(workers);
  const auto control = "unix:" + control_socket(settings.server.data).string();
  operator_options.listeners.push_back({control, admin_app.get()});
  for (const auto& address : settings.admin.listen) {
    operator_options.listeners.push_back({address, admin_app.get()});
  }
  http::Server operator_server{std::move(operator_options), *admin_app};
  if (const auto listening = operator_server.listen(); !listening) {
    return refuse_start(*log, listening.error());
  }
  auto& store = (*stack)->store();
  const EndedCount ended{store};
  std::unique_ptr<Management> management;
  if (requests) {
    MetricSources sources;
    sources.server = &server;
    sources.hasher = &(*stack)->hasher();
    sources.log = &log->writer();
    sources.ended = &ended;
    sources.requests = requests;
    sources.counts = counts;
    sources.hash_queue = settings.passwords.queue;
    sources.started = started_at;
    management = std::make_unique<Management>(settings.server.management, store, std::move(sources), log);
    if (const auto opened = management->start(); !opened) return refuse_start(*log, opened.error());
  }
  // The start has succeeded. From now on no thread waits for the log's reader.
  const LogThread log_thread{*log};
  // Work in the background runs on the operators' thread, beside what commands ask for.
  auto& context = *operator_server.contexts().front();
  door.open(*admin_app, context, static_cast<unsigned>(workers));
  const auth::KeyFollower following{keys, store.changes(), context.get_executor(), log};
  const auth::PeriodicTask cleaning{context, std::chrono::minutes{1},
                                    [&] { return clean_sessions(store.sessions(), *log); }};
  const auth::PeriodicTask noting{context, std::chrono::seconds{1},
                                  [&] { return auth::write_refusals(store, refusals->take_due()); }};
  const auth::PeriodicTask cutting{context, std::chrono::hours{1},
                                   [&] { return cut_audit(store.audit(), settings.audit.keep_days, *log); }};
  const auth::PeriodicTask maintaining{context, std::chrono::seconds{10},
                                       [&] { return maintain_keys(*keys, *log); }};
  for (const auto& address : server.addresses()) {
    log->write(LogLevel::info, "serving http://" + address + ", docs at http://" + address + "/docs");
  }
  if (management) {
    for (const auto& address : management->addresses()) {
      log->write(LogLevel::info, "management at http://" + address + "/metrics");
    }
  }
  std::thread operators{[&operator_server] { operator_server.run(); }};
  server.run();
  operator_server.stop();
  operators.join();
  if (management) management->stop();
  run_now(starting, write_last_refusals(store, refusals->take_all()), false);
  // The server's contexts must still exist, because their coroutines may wait for these.
  (*stack)->close();
  log->write(LogLevel::info, "stopped");
  return 0;
}

}  // namespace gatehouse::server
