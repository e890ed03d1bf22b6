// SPDX-License-Identifier: Apache-2.0
#include "server/metrics/management.h"

#include <chrono>
#include <exception>
#include <string_view>
#include <utility>

#include "server/version.h"

namespace gatehouse::server {
namespace {

/// What the three operations need.
struct Managed {
  store::Store* store = nullptr;
  MetricSources sources{};
};

http::Response text_answer(unsigned status, std::string text,
                           std::string_view type = "text/plain; charset=utf-8") {
  http::Response response;
  response.status = status;
  response.content_type = type;
  response.body = std::move(text);
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response get_health() { return text_answer(200, "ok\n"); }

awaitable<http::Response> get_readiness(web::State<Managed> managed) {
  if (managed->sources.server->is_stopping()) co_return text_answer(503, "the server stops\n");
  auto checking = managed->store->check();
  const auto usable = co_await std::move(checking);
  if (!usable) co_return text_answer(503, "the database can't be used\n");
  co_return text_answer(200, "ready\n");
}

http::Response get_metrics(web::State<Managed> managed) {
  return text_answer(200, metrics_text(managed->sources), metrics_type);
}

web::ApiInfo api_info() {
  web::ApiInfo info;
  info.title = "gatehouse management";
  info.version = version();
  return info;
}

http::ServerOptions server_options(const std::string& address, std::shared_ptr<Log> log) {
  http::ServerOptions options;
  options.listen = {address};
  options.threads = 1;
  options.stop_on_signals = false;
  options.limits.connections = 32;
  options.limits.connections_per_address = 32;
  options.limits.body_bytes = 1024;
  options.limits.memory_bytes = std::size_t{1} << 20;
  options.limits.request_time = std::chrono::seconds{5};
  options.limits.stop_time = std::chrono::seconds{2};
  options.log = std::move(log);
  return options;
}

}  // namespace

Management::Management(const std::string& address, store::Store& store, MetricSources sources,
                       std::shared_ptr<Log> log)
    : app_(api_info()), server_(server_options(address, std::move(log)), app_) {
  app_.get<get_health>("/healthz", {.summary = "Answers while the process runs"});
  app_.get<get_readiness>("/readyz", {.summary = "Tells whether requests should be sent to this server"});
  app_.get<get_metrics>("/metrics", {.summary = "The metrics in Prometheus' text format"});
  app_.state(Managed{&store, std::move(sources)});
}

Management::~Management() { stop(); }

result<void, std::string> Management::start() {
  if (auto started = app_.start(); !started) return started.error();
  if (auto listening = server_.listen(); !listening) return listening.error();
  thread_ = std::thread{[this] { server_.run(); }};
  return {};
}

void Management::stop() {
  if (!thread_.joinable()) return;
  server_.stop();
  thread_.join();
}

}  // namespace gatehouse::server
