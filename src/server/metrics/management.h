#pragma once
// SPDX-License-Identifier: Apache-2.0
// The management address: /healthz, /readyz and /metrics.

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "server/metrics/metrics_text.h"
#include "store/store.h"

namespace gatehouse::server {

/// Answers on the management address with a server and a thread of its own, so that monitoring gets an answer
/// while the public server is overloaded or finishes its requests. Signals do not stop it.
class Management {
 public:
  /// `address` is HOST:PORT. The store and the sources must outlive this. Destroy this after the store was
  /// closed, because a check of the store may still wait.
  Management(const std::string& address, store::Store& store, MetricSources sources,
             std::shared_ptr<Log> log);
  /// Calls `stop`.
  ~Management();
  Management(const Management&) = delete;
  Management& operator=(const Management&) = delete;

  /// Opens the address and starts the thread. The error is one line for an operator.
  [[nodiscard]] result<void, std::string> start();

  /// Returns the addresses in the form HOST:PORT, with the real port.
  [[nodiscard]] std::vector<std::string> addresses() const { return server_.addresses(); }

  /// Ends the thread. Blocks until running requests are answered, at most two seconds. Idempotent.
  void stop();

 private:
  web::App app_;
  http::Server server_;
  std::thread thread_;
};

}  // namespace gatehouse::server
