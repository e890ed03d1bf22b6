#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to the audit record. It does not depend on the database in use.

#include <cstdint>
#include <optional>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "store/audit.h"
#include "store/call.h"
#include "store/error.h"

namespace gatehouse::store {

/// The record of what was changed and refused. It is a part of a Store and gives the same guarantees. Entries
/// are written by the operations of the other parts. They are never changed, except that a deleted user's
/// name, addresses and agents are erased; and never deleted, except from the old end.
///
/// Entries are sealed in batches. A seal is a code, by a key that is not in the database (store/sealer.h), of
/// the seal before it and of the entries. So `verify` finds what was changed, removed or put in between. An
/// end that was cut off is found against a head that was kept elsewhere.
class AuditStore {
 public:
  /// The largest number of entries that `list_entries` returns at a time.
  static constexpr std::size_t max_page = 1000;

  AuditStore() = default;
  AuditStore(const AuditStore&) = delete;
  AuditStore& operator=(const AuditStore&) = delete;
  virtual ~AuditStore() = default;

  /// Writes an entry for each, in one transaction.
  [[nodiscard]] virtual awaitable<StoreResult<>> note_refusals(std::vector<Refusals> refusals) = 0;

  /// Returns the entries that match, the latest first, at most `filter.limit` (1 to `max_page`; other
  /// values are clamped).
  [[nodiscard]] virtual awaitable<StoreResult<AuditPage>> list_entries(AuditFilter filter) = 0;

  /// Returns the end of the sealed record.
  [[nodiscard]] virtual awaitable<StoreResult<AuditHead>> head() = 0;

  /// Checks the whole record, and whether it contains `expected`.
  [[nodiscard]] virtual awaitable<StoreResult<AuditVerdict>> verify(AuditHead expected) = 0;

  /// Deletes sealed entries older than `before` from the old end, some thousand at a time, and returns how
  /// many. What remains still verifies.
  [[nodiscard]] virtual awaitable<StoreResult<std::int64_t>> cut(Call call, TimePoint before) = 0;
};

}  // namespace gatehouse::store
