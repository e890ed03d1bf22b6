#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs commands from the shell in the running server, or on the store itself if there is none.

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

/// Runs commands one after another in the running server. Once there is no server, runs them on the store,
/// which stays open and locked until the destructor runs. For one thread.
class CommandRunner {
 public:
  CommandRunner(const Settings& settings, std::shared_ptr<Log> log)
      : settings_(settings), log_(std::move(log)) {}
  ~CommandRunner();
  CommandRunner(const CommandRunner&) = delete;
  CommandRunner& operator=(const CommandRunner&) = delete;

  /// Runs a command. Failures are outcomes too.
  [[nodiscard]] CommandOutcome run(const Command& command);

 private:
  CommandOutcome open_and_run(const Command& command);
  CommandOutcome run_here(const Command& command);
  /// Creates what commands about tokens need in addition to the store.
  awaitable<CommandOutcome> open_tokens();
  awaitable<CommandOutcome> run_on_store(Command command);

  const Settings& settings_;
  std::shared_ptr<Log> log_;
  boost::asio::io_context context_{1};
  std::unique_ptr<AccountServices> stack_;
  std::optional<FoundSecrets> secrets_;  ///< set when a command runs here
  std::unique_ptr<TokenServices> tokens_;
};

/// Runs one command, in the server or here. Failures are outcomes too.
[[nodiscard]] CommandOutcome run_anywhere(const Settings& settings, const Command& command,
                                          const std::shared_ptr<Log>& log);

}  // namespace gatehouse::server
