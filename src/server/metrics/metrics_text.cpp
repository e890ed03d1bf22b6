// SPDX-License-Identifier: Apache-2.0
#include "server/metrics/metrics_text.h"

#include <prometheus/client_metric.h>
#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cstdint>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "server/version.h"

namespace gatehouse::server {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

constexpr double microsecond = 1e-6;
constexpr double nanosecond = 1e-9;

std::string compiler() {
#ifdef __clang__
  return std::string{"clang "} + __clang_version__;
#else
  return std::string{"g++ "} + __VERSION__;
#endif
}

MetricFamily make_family(std::string name, std::string help, MetricType type) {
  MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = type;
  return family;
}

void add_counter(MetricFamily& family, std::uint64_t value, Labels labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  metric.counter.value = static_cast<double>(value);
  family.metric.push_back(std::move(metric));
}

void add_gauge(MetricFamily& family, double value, Labels labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  metric.gauge.value = value;
  family.metric.push_back(std::move(metric));
}

/// Adds a histogram whose values are in units of `unit`.
void add_histogram(MetricFamily& family, const Histograms::Reading& reading,
                   std::span<const std::uint64_t> bounds, double unit, Labels labels = {}) {
  ClientMetric metric;
  metric.label = std::move(labels);
  auto& histogram = metric.histogram;
  for (std::size_t i = 0; i < reading.counts.size(); ++i) {
    histogram.sample_count += reading.counts[i];
    if (i < bounds.size()) {
      histogram.bucket.push_back({histogram.sample_count, static_cast<double>(bounds[i]) * unit});
    }
  }
  histogram.sample_sum = static_cast<double>(reading.sum) * unit;
  family.metric.push_back(std::move(metric));
}

MetricFamily requests_of(const RequestCounts& requests) {
  auto family =
      make_family("http_server_request_duration_seconds",
                  "Time from a received request to its answer, by route template.", MetricType::Histogram);
  const auto bounds = RequestCounts::bounds();
  requests.read([&](const RequestCounts::Series& series) {
    add_histogram(family, series.nanoseconds, bounds, nanosecond,
                  {{"route", std::string{series.route}},
                   {"method", std::string{series.method}},
                   {"status", std::string{series.status}}});
  });
  return family;
}

MetricFamily refused_of(const RequestCounts& requests) {
  auto family =
      make_family("http_server_refused_requests_total",
                  "Requests that were malformed, too large or too slow to be handled.", MetricType::Counter);
  for (const auto& [status, count] : requests.refused()) {
    add_counter(family, count, {{"status", std::string{status}}});
  }
  return family;
}

MetricFamily logins_of(const auth::Counts& counts) {
  auto family =
      make_family("gatehouse_logins_total", "Logins with a password, by result.", MetricType::Counter);
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<auth::LoginResult>>(
      [&](auto one) { add_counter(family, counts.sum(one.value), {{"result", one.name}}); });
  return family;
}

MetricFamily throttled_of(const auth::Counts& counts) {
  auto family = make_family("gatehouse_throttled_total", "Attempts that a limit has refused, by limit.",
                            MetricType::Counter);
  for (std::size_t i = 0; i < auth::throttle::limit_count; ++i) {
    const auto limit = static_cast<auth::throttle::Limit>(i);
    add_counter(family, counts.sum(limit), {{"limit", std::string{to_string(limit)}}});
  }
  return family;
}

MetricFamily sessions_of(const auth::Counts& counts, const EndedCount& ended) {
  auto family = make_family("gatehouse_sessions_total", "Sessions that were begun, refreshed or ended.",
                            MetricType::Counter);
  add_counter(family, counts.sum(auth::SessionEvent::begun), {{"event", "begun"}});
  add_counter(family, counts.sum(auth::SessionEvent::refreshed), {{"event", "refreshed"}});
  add_counter(family, ended.get(), {{"event", "ended"}});
  return family;
}

/// All metrics, read from their sources at each call.
class ServerMetrics final : public prometheus::Collectable {
 public:
  explicit ServerMetrics(const MetricSources& sources) : sources_(sources) {}

  std::vector<MetricFamily> Collect() const override {
    std::vector<MetricFamily> families;
    families.push_back(requests_of(*sources_.requests));
    families.push_back(refused_of(*sources_.requests));
    families.push_back(logins_of(*sources_.counts.auth));
    families.push_back(throttled_of(*sources_.counts.auth));
    families.push_back(sessions_of(*sources_.counts.auth, *sources_.ended));
    add_load(families);
    add_passwords(families);
    add_store(families);
    add_process(families);
    return families;
  }

 private:
  static void add_one_gauge(std::vector<MetricFamily>& families, std::string name, std::string help,
                            double value, Labels labels = {}) {
    auto family = make_family(std::move(name), std::move(help), MetricType::Gauge);
    add_gauge(family, value, std::move(labels));
    families.push_back(std::move(family));
  }
  static void add_one_histogram(std::vector<MetricFamily>& families, std::string name, std::string help,
                                const Histograms& histogram, double unit) {
    auto family = make_family(std::move(name), std::move(help), MetricType::Histogram);
    add_histogram(family, histogram.read(), histogram.bounds(), unit);
    families.push_back(std::move(family));
  }

  void add_load(std::vector<MetricFamily>& families) const {
    const auto load = sources_.server->load();
    add_one_gauge(families, "http_server_connections", "Open connections to the public address.",
                  static_cast<double>(load.connections));
    add_one_gauge(families, "http_server_request_memory_bytes",
                  "Memory of unfinished requests and unread answers.",
                  static_cast<double>(load.memory_bytes));
  }

  void add_passwords(std::vector<MetricFamily>& families) const {
    const auto stats = sources_.hasher->stats();
    add_one_gauge(families, "gatehouse_password_queue_jobs", "Password checks that wait for a processor.",
                  static_cast<double>(stats.waiting));
    add_one_gauge(families, "gatehouse_password_queue_capacity_jobs",
                  "Password checks that may wait, for each kind of caller.",
                  static_cast<double>(sources_.hash_queue));
    add_one_histogram(families, "gatehouse_password_wait_seconds",
                      "Time that a password check has waited before it began.", *sources_.counts.hash_waits,
                      microsecond);
    auto refused =
        make_family("gatehouse_password_refused_total",
                    "Password checks that were refused because too many waited.", MetricType::Counter);
    add_counter(refused, stats.refused_full, {{"reason", "full"}});
    add_counter(refused, stats.refused_displaced, {{"reason", "displaced"}});
    add_counter(refused, stats.refused_late, {{"reason", "late"}});
    families.push_back(std::move(refused));
  }

  void add_store(std::vector<MetricFamily>& families) const {
    const auto& writes = *sources_.counts.writes;
    add_one_histogram(families, "gatehouse_store_group_changes", "Changes that were committed together.",
                      writes.group_size, 1);
    add_one_histogram(families, "gatehouse_store_commit_seconds", "Time that a commit took.",
                      writes.commit_microseconds, microsecond);
  }

  void add_process(std::vector<MetricFamily>& families) const {
    auto dropped =
        make_family("gatehouse_log_lines_dropped_total",
                    "Log lines that were dropped because the log was not read in time.", MetricType::Counter);
    add_counter(dropped, sources_.log->dropped());
    families.push_back(std::move(dropped));
    const std::chrono::duration<double> started = sources_.started.time_since_epoch();
    add_one_gauge(families, "process_start_time_seconds", "Start time of the process since the Unix epoch.",
                  started.count());
    add_one_gauge(families, "gatehouse_build_info", "The version of the program, as labels.", 1,
                  {{"version", std::string{version()}}, {"compiler", compiler()}});
  }

  const MetricSources& sources_;
};

}  // namespace

std::string metrics_text(const MetricSources& sources) {
  auto families = ServerMetrics{sources}.Collect();
  std::erase_if(families, [](const MetricFamily& family) { return family.metric.empty(); });
  std::ostringstream text;
  prometheus::TextSerializer{}.Serialize(text, families);
  return std::move(text).str();
}

}  // namespace gatehouse::server
