#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse audit …` about the audit record.

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "gatehouse/base/clock.h"
#include "server/commands/admin_client.h"
#include "server/commands/outcome.h"

namespace gatehouse::server {

/// The arguments of `gatehouse audit ACTION …`.
struct AuditCommand {
  std::string action{};              ///< list, export, head or verify
  std::optional<TimePoint> since{};  ///< of list and export, as the members below are
  std::optional<TimePoint> until{};
  std::optional<std::string> user{};     ///< an address, or the id of a user who may be deleted
  std::optional<std::string> what{};     ///< the entries' action
  std::optional<std::int64_t> before{};  ///< of list: only entries with a smaller number
  std::int64_t limit = 100;              ///< of list
  std::optional<std::string> head{};     ///< of verify: what `audit head` has shown earlier
};

/// Runs list, head or verify. `json`: the outcome is JSON, a line for each entry.
[[nodiscard]] Outcome run_audit_command(AdminClient& client, const AuditCommand& command, bool json);

/// Writes all entries that match to `out` as events of OCSF, a line each.
[[nodiscard]] result<void, Problem> export_audit(AdminClient& client, const AuditCommand& command,
                                                 std::FILE* out);

}  // namespace gatehouse::server
