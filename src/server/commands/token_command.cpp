// SPDX-License-Identifier: Apache-2.0
#include "server/commands/token_command.h"

#include <utility>

#include "gatehouse/base/clock.h"
#include "server/commands/describe_token.h"
#include "server/commands/inspect_token.h"

namespace gatehouse::server {

awaitable<CommandOutcome> run_token_command(auth::TokenInspector& inspector, const TokenSettings& settings,
                                            TokenCommand command) {
  const auto header = read_header(command.token);
  auto inspecting = inspector.inspect(std::move(command.token), 0);
  const auto inspection = co_await std::move(inspecting);
  if (!inspection) co_return failed_store();
  co_return done(describe_inspection(*inspection, header.kid, header.algorithm, settings, inspector.grace(),
                                     system_clock().now()));
}

}  // namespace gatehouse::server
