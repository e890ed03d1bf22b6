#pragma once
// SPDX-License-Identifier: Apache-2.0
// The part of `gatehouse token inspect` that takes the server's keys and its store.

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

/// Whose signature the token has, what has become of its session, and whether it is accepted; as lines of
/// text. The inspector and the settings outlive the run; context number 0 runs it.
awaitable<CommandOutcome> run_token_command(auth::TokenInspector& inspector, const TokenSettings& settings,
                                            TokenCommand command);

}  // namespace gatehouse::server
