#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands about the audit record.

#include <cstdint>
#include <optional>
#include <string>

#include "auth/accounts/accounts.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"
#include "store/store.h"

namespace gatehouse::server {

/// A command `gatehouse audit ACTION …`.
struct AuditCommand {
  std::string action;                ///< list, export, head or verify
  std::optional<TimePoint> since{};  ///< of list and export, as the members below are
  std::optional<TimePoint> until{};
  std::optional<std::string> user{};     ///< an address, or the id of a user who may be deleted
  std::optional<std::string> what{};     ///< the entries' action
  std::optional<std::int64_t> before{};  ///< only entries with a smaller number
  std::int64_t limit = 100;
  bool json = false;
  std::optional<std::string> head{};  ///< of verify: what `audit head` has shown earlier
};
BOOST_DESCRIBE_STRUCT(AuditCommand, (), (action, since, until, user, what, before, limit, json, head))

/// Runs a command. The text of `export` is a page of JSON lines, and `next` the `before` of the next page.
/// The references must outlive the run.
awaitable<CommandOutcome> run_audit_command(store::Store& store, auth::Accounts& accounts,
                                            AuditCommand command);

}  // namespace gatehouse::server
