#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads the audit record for people, who know users by their addresses.

#include <optional>
#include <string>

#include "gatehouse/base/async.h"
#include "store/store.h"

namespace gatehouse::auth {

/// Reads the audit record. Thread-safe. Operations resume on the executor on which they are awaited, and fail
/// as those of store::AuditStore do.
class AuditRecord {
 public:
  /// The store must outlive this.
  explicit AuditRecord(store::Store& store) : store_(store) {}

  /// Returns the entries that match. With `names`, an entry that has only the id of its user gets the
  /// user's present address.
  [[nodiscard]] awaitable<store::StoreResult<store::AuditPage>> list(store::AuditFilter filter, bool names);

  /// Returns the id of the user who is meant by an address or an id. A deleted user is meant by the id only.
  /// Fails with `not_found` for an unknown address.
  [[nodiscard]] awaitable<store::StoreResult<std::string>> find_subject(std::string user);

  /// See store::AuditStore.
  [[nodiscard]] awaitable<store::StoreResult<store::AuditHead>> head() { return store_.audit().head(); }
  /// See store::AuditStore.
  [[nodiscard]] awaitable<store::StoreResult<store::AuditVerdict>> verify(store::AuditHead expected) {
    return store_.audit().verify(std::move(expected));
  }

 private:
  store::Store& store_;
};

}  // namespace gatehouse::auth
