#pragma once
// SPDX-License-Identifier: Apache-2.0
// The administration interface in this process, for a command that finds no running server.

#include <memory>
#include <thread>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/result.h"
#include "gatehouse/http/server.h"
#include "gatehouse/web.h"
#include "server/config/settings.h"
#include "server/problem.h"
#include "server/services/account_services.h"

namespace gatehouse::server {

/// Opens the store, which stays locked until the destructor runs, and serves one thread of requests. What it
/// serves is the same application that a running server has on its control socket.
class LocalServer {
 public:
  /// Reads the secrets as far as they can be read: only commands about tokens need them. `settings` must
  /// outlive it. The error is one line for an operator.
  static result<std::unique_ptr<LocalServer>, Problem> open(const Settings& settings,
                                                            const std::shared_ptr<Log>& log);
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  /// Returns a socket that is connected to it, or none if the system has no descriptors left.
  [[nodiscard]] Descriptor connect();

 private:
  LocalServer(const Settings& settings, std::unique_ptr<AccountServices> accounts,
              const std::shared_ptr<Log>& log);

  std::unique_ptr<AccountServices> accounts_;
  std::unique_ptr<web::App> app_;
  http::Server server_;
  std::thread thread_;
};

}  // namespace gatehouse::server
