// SPDX-License-Identifier: Apache-2.0
#include "server/serve.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <csignal>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "auth/audit/refusal_log.h"
#include "auth/throttle/guard.h"
#include "gatehouse/base/processors.h"
#include "gatehouse/http/descriptors.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "server/commands/admin_client.h"
#include "server/log/log_thread.h"
#include "server/log/logged_handler.h"
#include "server/metrics/management.h"
#include "server/metrics/request_counts.h"
#include "server/metrics/service_counts.h"
#include "server/secrets/secrets.h"
#include "server/services/account_services.h"
#include "server/services/admin_app.h"
#include "server/services/admin_door.h"
#include "server/services/background.h"
#include "server/services/public_app.h"
#include "server/services/throttle_options.h"
#include "server/services/token_explainers.h"
#include "server/services/token_services.h"

namespace gatehouse::server {
namespace {

constexpr int exit_cannot_start = 2;

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

awaitable<bool> write_last_refusals(store::Store& store, std::vector<store::Refusals> left) {
  co_await auth::write_refusals(store, std::move(left));
  co_return true;
}

/// Returns counters, or null ones when there is no address to read them at.
ServiceCounts make_counts(const Settings& settings) {
  return settings.server.management.empty() ? ServiceCounts{} : ServiceCounts::make();
}

int refuse_start(Log& log, const std::string& why) {
  log.write(LogLevel::error, why);
  return exit_cannot_start;
}

/// Runs a server on a thread of its own until the end of its scope, also when an exception ends that.
class BesideThread {
 public:
  explicit BesideThread(http::Server& server) : server_(server), thread_([&server] { server.run(); }) {}
  ~BesideThread() {
    server_.stop();
    thread_.join();
  }
  BesideThread(const BesideThread&) = delete;
  BesideThread& operator=(const BesideThread&) = delete;

 private:
  http::Server& server_;
  std::thread thread_;
};

/// Returns the options of the server at the control socket and the addresses of `admin.listen`.
http::ServerOptions operator_options(const Settings& settings, http::Handler& admin, std::size_t workers,
                                     const std::shared_ptr<Log>& log) {
  auto options = operator_server_options(settings, log);
  options.first_worker = static_cast<unsigned>(workers);
  options.listeners.push_back({"unix:" + control_socket(settings.server.data).string(), &admin});
  for (const auto& address : settings.admin.listen) options.listeners.push_back({address, &admin});
  return options;
}

}  // namespace

int serve(const Settings& settings, const std::shared_ptr<ProgramLog>& log) {
  const auto started_at = std::chrono::system_clock::now();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // exceeding a file size limit is reported as a full disk
  http::raise_descriptor_limit();
  const std::size_t workers = settings.server.threads != 0 ? settings.server.threads : usable_processors();

  boost::asio::io_context starting{1};  // for the work before the server's own run
  const auto counts = make_counts(settings);
  // The operators' thread is a worker too.
  auto accounts = AccountServices::open(settings, workers + 1, log, counts);
  if (!accounts) return refuse_start(*log, accounts.error().text);
  auto secrets = load_secrets(settings.server.data);
  if (!secrets) {
    for (const auto& problem : secrets.error()) log->write(LogLevel::error, problem);
    return exit_cannot_start;
  }
  for (const auto& warning : secrets->warnings) log->write(LogLevel::warning, warning);
  (*accounts)->sealer().set_key(secrets->server, secrets->previous_server);
  const auto loaded =
      run_now(starting, (*accounts)->keys()->load(), auth::KeyResult<>{auth::KeyRingError::unavailable});
  if (!loaded) return refuse_start(*log, "can't read the keys: " + std::string{to_string(loaded.error())});
  using Opened = result<std::unique_ptr<TokenServices>, Problem>;
  auto tokens =
      run_now(starting, TokenServices::open(**accounts, *secrets, settings, workers + 1, log, counts.auth),
              Opened{Problem{"can't read the database"}});
  if (!tokens) return refuse_start(*log, tokens.error().text);

  const auto refusals = std::make_shared<auth::RefusalLog>();
  auth::throttle::DeviceCookies cookies{secrets->server, secrets->previous_server};
  const auto app = make_public_app(
      **accounts, **tokens,
      std::make_shared<auth::throttle::Guard>(throttle_options(settings.throttle), std::move(cookies),
                                              *(*accounts)->accounts(), log, refusals, counts.auth),
      settings);
  std::shared_ptr<RequestCounts> requests;
  if (!settings.server.management.empty()) {
    // Threads of the store and the hasher count too, so that not all numbers of threads are the workers'.
    requests = std::make_shared<RequestCounts>(2 * workers + 8);
    app->observe(requests);
  }
  if (const auto started = app->start(); !started) return refuse_start(*log, started.error());
  const auto admin_app = make_admin_app(**accounts, secrets->list, make_explainer(**tokens, settings.tokens),
                                        make_token_gate(**tokens), settings);
  if (const auto started = admin_app->start(); !started) return refuse_start(*log, started.error());

  LoggedHandler logged_admin{*admin_app, *log};
  http::Handler& admin = settings.log.requests ? static_cast<http::Handler&>(logged_admin)
                                               : static_cast<http::Handler&>(*admin_app);
  http::Server operator_server{operator_options(settings, admin, workers, log), admin};
  auto& home = *operator_server.contexts().front();
  AdminDoor door{*app, *admin_app, home, static_cast<unsigned>(workers), root_path_of(settings)};
  http::Handler& wanted = settings.admin.api ? static_cast<http::Handler&>(door) : *app;
  LoggedHandler logged{wanted, *log};
  http::Handler& handler = settings.log.requests ? static_cast<http::Handler&>(logged) : wanted;
  http::Server server{public_server_options(settings, log), handler};
  if (const auto listening = server.listen(); !listening) return refuse_start(*log, listening.error());
  if (const auto listening = operator_server.listen(); !listening) {
    return refuse_start(*log, listening.error());
  }

  auto& store = (*accounts)->store();
  const EndedCount ended{store};
  std::unique_ptr<Management> management;
  if (requests) {
    MetricSources sources;
    sources.server = &server;
    sources.hasher = &(*accounts)->hasher();
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
  const Background background{home, **accounts, refusals, settings, log};
  for (const auto& address : server.addresses()) {
    log->write(LogLevel::info, "serving http://" + address + ", docs at http://" + address + "/docs");
  }
  if (management) {
    for (const auto& address : management->addresses()) {
      log->write(LogLevel::info, "management at http://" + address + "/metrics");
    }
  }
  {
    const BesideThread operators{operator_server};
    server.run();
  }
  if (management) management->stop();
  run_now(starting, write_last_refusals(store, refusals->take_all()), false);
  // The servers' contexts must still exist, because their coroutines may wait for these.
  (*accounts)->close();
  log->write(LogLevel::info, "stopped");
  return 0;
}

}  // namespace gatehouse::server
