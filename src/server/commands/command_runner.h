#pragma once
// SPDX-License-Identifier: Apache-2.0
// Commands from the shell: through the running server if there is one, else on the store itself.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>

#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "server/commands/command.h"
#include "server/config/settings.h"
#include "server/secrets/secrets.h"
#include "server/services/account_services.h"
#include "server/services/token_services.h"

namespace gatehouse::server {

/// Runs commands, one after another, wherever each has to run: through the server, or, once there is none, on
/// the store, which stays open (and locked) until this goes. For one thread.
class CommandRunner {
 public:
  CommandRunner(const Settings& settings, std::shared_ptr<Log> log)
      : settings_(settings), log_(std::move(log)) {}
  ~CommandRunner();
  CommandRunner(const CommandRunner&) = delete;
  CommandRunner& operator=(const CommandRunner&) = delete;

  /// What could not be done is an outcome too.
  [[nodiscard]] CommandOutcome run(const Command& command);

 private:
  CommandOutcome open_and_run(const Command& command);
  CommandOutcome run_here(const Command& command);
  /// What a command about tokens needs beside the store.
  awaitable<CommandOutcome> open_tokens();
  awaitable<CommandOutcome> run_on_store(Command command);

  const Settings& settings_;
  std::shared_ptr<Log> log_;
  boost::asio::io_context context_{1};
  std::unique_ptr<AccountServices> stack_;
  std::optional<FoundSecrets> secrets_;  ///< once a command runs here
  std::unique_ptr<TokenServices> tokens_;
};

/// Runs a command wherever it has to run. What could not be done is an outcome too.
[[nodiscard]] CommandOutcome run_anywhere(const Settings& settings, const Command& command,
                                          const std::shared_ptr<Log>& log);

}  // namespace gatehouse::server
