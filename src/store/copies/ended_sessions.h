#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sessions that have ended, at hand on each I/O thread, so that their access tokens are dead at once.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/changes.h"
#include "store/error.h"
#include "store/store.h"

namespace gatehouse::store {

/// The sessions that ended while access tokens of them are still good, one copy for each worker. The
/// store's thread leaves them at every copy before it answers whoever ended them, and a copy looks there
/// before each answer, for the price of one atomic load. Nothing is dropped before its time: as many are kept
/// as end within the life of an access token.
///
///     EndedSessions ended{*store, server.contexts().size()};
///     co_await ended.load();  // what ended before the program started
///     if (ended.has_ended(request.worker, session)) …
class EndedSessions final : private ChangeObserver {
 public:
  /// `workers`: how many there are. Store and clock outlive this.
  EndedSessions(Store& store, std::size_t workers, const Clock& clock = system_clock());
  ~EndedSessions() override;
  EndedSessions(const EndedSessions&) = delete;
  EndedSessions& operator=(const EndedSessions&) = delete;

  /// Learns from the store what ended earlier. Await it before anyone is served; errors as
  /// `SessionStore::list_ended_sessions`.
  [[nodiscard]] awaitable<StoreResult<>> load();

  /// Whether the session has ended. Only on that worker's thread, as all below.
  [[nodiscard]] bool has_ended(std::size_t worker, const Uuid& session);

  /// How many workers there are.
  [[nodiscard]] std::size_t workers() const noexcept { return slots_.size(); }

  /// How many sessions the worker's copy holds.
  [[nodiscard]] std::size_t size(std::size_t worker);

 private:
  struct Slot;

  void on_sessions_ended(std::span<const EndedSession> sessions) noexcept override;
  /// The worker's copy, with what has ended meanwhile.
  Slot& current(std::size_t worker);

  Store& store_;
  const Clock& clock_;
  std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace gatehouse::store
