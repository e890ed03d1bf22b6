#pragma once
// SPDX-License-Identifier: Apache-2.0
// User commands from the shell: through the running server if there is one, else on the store itself.

#include <boost/asio/io_context.hpp>
#include <memory>

#include "gatehouse/base/log.h"
#include "server/account_stack.h"
#include "server/settings.h"
#include "server/user_command.h"

namespace gatehouse::server {

/// Runs commands, one after another, wherever each has to run: through the server, or, once there is none, on
/// the store, which stays open (and locked) until this goes. For one thread.
class UserCommandRunner {
 public:
  UserCommandRunner(const Settings& settings, std::shared_ptr<Log> log)
      : settings_(settings), log_(std::move(log)) {}
  ~UserCommandRunner();
  UserCommandRunner(const UserCommandRunner&) = delete;
  UserCommandRunner& operator=(const UserCommandRunner&) = delete;

  /// What could not be done is an outcome too.
  [[nodiscard]] UserOutcome run(const UserCommand& command);

 private:
  UserOutcome run_here(const UserCommand& command);

  const Settings& settings_;
  std::shared_ptr<Log> log_;
  boost::asio::io_context context_{1};
  std::unique_ptr<AccountStack> stack_;
};

/// Runs a command wherever it has to run. What could not be done is an outcome too.
[[nodiscard]] UserOutcome run_anywhere(const Settings& settings, const UserCommand& command,
                                       const std::shared_ptr<Log>& log);

}  // namespace gatehouse::server
