#pragma once
// SPDX-License-Identifier: Apache-2.0
// The part of `gatehouse token inspect` that needs the server's keys and its store.

#include <string>

#include "auth/tokens/token_inspector.h"
#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"
#include "server/config/settings.h"

namespace gatehouse::server {

struct TokenCommand {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(TokenCommand, (), (token))

/// Verifies the token's signature and looks up its session. Returns that, and whether the token is
/// accepted, as lines of text. The inspector and the settings must outlive the run. Must run on the worker
/// with the index 0.
awaitable<CommandOutcome> run_token_command(auth::TokenInspector& inspector, const TokenSettings& settings,
                                            TokenCommand command);

}  // namespace gatehouse::server
