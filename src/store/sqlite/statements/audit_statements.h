#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of the audit record. Every function runs in the transaction that its connection has open, if any.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "gatehouse/base/clock.h"
#include "store/audit.h"
#include "store/call.h"
#include "store/error.h"
#include "store/sealer.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Adds the entry of a change that has been made in this transaction.
[[nodiscard]] StoreResult<> write_entry(Connection& connection, const Call& call, const AuditNote& note,
                                        TimePoint now);
[[nodiscard]] StoreResult<> write_refusals(Connection& connection, const Refusals& refusals,
                                           const Uuid& call);
[[nodiscard]] StoreResult<AuditPage> list_entries(Connection& connection, const AuditFilter& filter);

/// Erases the names, addresses and agents of entries about a user, who must not be deleted yet. Their
/// seals stay valid.
[[nodiscard]] StoreResult<> erase_personal(Connection& connection, const Uuid& user, const Sealer* sealer);

/// Seals the entries that have no seal yet, if there are any.
[[nodiscard]] StoreResult<> seal_entries(Connection& connection, const Sealer& sealer);

[[nodiscard]] StoreResult<AuditHead> find_head(Connection& connection);
[[nodiscard]] StoreResult<AuditVerdict> verify_record(Connection& connection, const Sealer& sealer,
                                                      const AuditHead& expected);

/// Deletes batches whose entries are all older than `before`, until `limit` entries are reached. Returns how
/// many entries were deleted, and the number of the last of them.
[[nodiscard]] StoreResult<std::pair<std::int64_t, std::int64_t>> cut_entries(Connection& connection,
                                                                             TimePoint before,
                                                                             std::int64_t limit);

}  // namespace gatehouse::store::sqlite
