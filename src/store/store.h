#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to all stored data. It does not depend on the database in use.

#include <filesystem>
#include <optional>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "store/audit_store.h"
#include "store/changes.h"
#include "store/client_store.h"
#include "store/error.h"
#include "store/key_store.h"
#include "store/session_store.h"
#include "store/user_store.h"

namespace gatehouse::store {

/// Work on a database as a whole, where the database offers it to its clients.
class Maintenance {
 public:
  Maintenance() = default;
  Maintenance(const Maintenance&) = delete;
  Maintenance& operator=(const Maintenance&) = delete;
  virtual ~Maintenance() = default;

  /// Writes the content at one moment to a new file, mode 0600, completely or not at all; it is on disk
  /// when the result arrives. Changes do not wait for it. Fails with `conflict` when the file exists or
  /// another backup is being written, with `unavailable` when the file cannot be written, and with
  /// `damaged`. Not thread-safe.
  [[nodiscard]] virtual awaitable<result<void, OpenError>> write_backup(std::filesystem::path file) = 0;
};

/// A handle on the parts of a store. Operations may be awaited on any executor, many at once, and resume
/// there. Each change is one value, applied in one transaction together with its entry in the audit record.
/// It is durable and published to `changes()` before its caller gets the result; a change that fails changes
/// nothing. Each operation may fail with `unavailable` or `damaged` in addition to the errors that it names.
/// The parts are valid as long as the store.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  [[nodiscard]] virtual UserStore& users() noexcept = 0;
  [[nodiscard]] virtual SessionStore& sessions() noexcept = 0;
  /// The registered OAuth clients.
  [[nodiscard]] virtual ClientStore& clients() noexcept = 0;
  /// The key pairs that sign access tokens.
  [[nodiscard]] virtual KeyStore& keys() noexcept = 0;
  /// The record of what was changed and refused.
  [[nodiscard]] virtual AuditStore& audit() noexcept = 0;
  /// Where holders of copies subscribe to changes.
  [[nodiscard]] virtual ChangeFeed& changes() noexcept = 0;
  /// Null where the database's own tools do this.
  [[nodiscard]] virtual Maintenance* maintenance() noexcept = 0;

  /// Returns the time before which no token is valid, or nullopt if no backup was ever restored. A backup
  /// does not know what ended after it was made, so all older tokens are refused.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> epoch() = 0;

  /// Checks whether the store can read and, if the last write failed, also write. Meant for
  /// a readiness probe.
  [[nodiscard]] virtual awaitable<StoreResult<>> check() = 0;

  /// Completes all operations that were started; changes that are requested later fail with `unavailable`.
  /// Blocks until then. Call it before the executors of waiting operations are destroyed. The destructor
  /// calls it too. Idempotent.
  virtual void close() noexcept = 0;
};

}  // namespace gatehouse::store
