#pragma once
// SPDX-License-Identifier: Apache-2.0
// The sessions in a SQLite file: reads on the caller's thread, changes through the writer.

#include "gatehouse/base/clock.h"
#include "store/session_store.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store::sqlite {

/// A part of the SQLite store, which owns the referenced objects.
class SqliteSessions final : public SessionStore {
 public:
  SqliteSessions(Readers& readers, Writer& writer, const Clock& clock)
      : readers_(readers), writer_(writer), clock_(clock) {}

  awaitable<StoreResult<Session>> create_session(NewSession fresh) override;
  awaitable<StoreResult<RefreshResult>> refresh_session(Refresh asked) override;
  awaitable<StoreResult<>> end_session(Uuid user, Uuid id, EndReason reason) override;
  awaitable<StoreResult<>> log_out(Uuid user, Uuid id, TimePoint token_until) override;
  awaitable<StoreResult<std::uint64_t>> end_all_sessions(Uuid user, std::optional<Uuid> kept,
                                                         EndReason reason) override;
  awaitable<StoreResult<SessionPage>> list_sessions(Uuid user, SessionCursor after,
                                                    std::size_t limit) override;
  awaitable<StoreResult<Session>> find_session(Uuid id) override;
  awaitable<StoreResult<std::vector<EndedSession>>> list_ended_sessions() override;
  awaitable<StoreResult<std::uint64_t>> delete_expired_sessions(std::size_t limit) override;

 private:
  Readers& readers_;
  Writer& writer_;
  const Clock& clock_;
};

}  // namespace gatehouse::store::sqlite
