#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes all metrics of the server in Prometheus' text format.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "gatehouse/base/log_writer.h"
#include "gatehouse/crypto/pool/password_hasher.h"
#include "gatehouse/http/server.h"
#include "server/metrics/ended_count.h"
#include "server/metrics/request_counts.h"
#include "server/metrics/service_counts.h"

namespace gatehouse::server {

/// Where the metrics come from. All pointers are set, and what they point to outlives its use.
struct MetricSources {
  const http::Server* server = nullptr;  ///< the public one
  const crypto::PasswordHasher* hasher = nullptr;
  const LogWriter* log = nullptr;
  const EndedCount* ended = nullptr;
  std::shared_ptr<const RequestCounts> requests{};
  ServiceCounts counts{};
  std::size_t hash_queue = 0;  ///< the capacity of the queue for each kind of caller
  std::chrono::system_clock::time_point started{};
};

/// The Content-Type of `metrics_text`.
inline constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

/// Returns the current values. No label holds a text that a caller has sent.
[[nodiscard]] std::string metrics_text(const MetricSources& sources);

}  // namespace gatehouse::server
