#pragma once
// SPDX-License-Identifier: Apache-2.0
// Keeps ended sessions in memory for each worker, so that their access tokens become invalid at once.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/changes.h"
#include "store/error.h"
#include "store/store.h"

namespace gatehouse::store {

/// The sessions that ended while access tokens of them may be valid, one copy for each worker. The store's
/// thread posts each ended session to every copy before the caller of the change gets its answer, and a copy
/// collects what was posted before each lookup, which costs one atomic load. A session is kept until its last
/// access token has expired, so a copy holds as many sessions as end within the lifetime of an access token.
///
///     EndedSessions ended{*store, server.contexts().size()};
///     co_await ended.load();  // what ended before the program started
///     if (ended.has_ended(request.worker, session) != false) …
class EndedSessions final : private ChangeObserver {
 public:
  /// `workers` is their number. Store and clock must outlive this.
  EndedSessions(Store& store, std::size_t workers, const Clock& clock = system_clock());
  ~EndedSessions() override;
  EndedSessions(const EndedSessions&) = delete;
  EndedSessions& operator=(const EndedSessions&) = delete;

  /// Reads from the store which sessions ended earlier. Await it before requests are served. Fails
  /// as `SessionStore::list_ended_sessions` does.
  [[nodiscard]] awaitable<StoreResult<>> load();

  /// Returns whether the session has ended, or nullopt while changes may be missed (Freshness) and the store
  /// has to be asked. This and the functions below must be called on that worker's thread.
  [[nodiscard]] std::optional<bool> has_ended(std::size_t worker, const Uuid& session);

  /// Returns whether the session has ended, from the copy or else from the store. A session that the store
  /// does not know has ended. Fails with `unavailable` or `damaged`.
  [[nodiscard]] awaitable<StoreResult<bool>> ask_whether_ended(std::size_t worker, Uuid session);

  /// Returns the number of workers.
  [[nodiscard]] std::size_t workers() const noexcept { return slots_.size(); }

  /// Returns how many sessions the worker's copy holds.
  [[nodiscard]] std::size_t size(std::size_t worker);

 private:
  struct Slot;

  void on_sessions_ended(std::span<const EndedSession> sessions) noexcept override;
  void on_resync(std::span<const EndedSession> ended) noexcept override;
  /// Returns the worker's copy after collecting what was posted.
  Slot& current(std::size_t worker);

  Store& store_;
  const Clock& clock_;
  std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace gatehouse::store
