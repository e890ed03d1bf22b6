#pragma once
// SPDX-License-Identifier: Apache-2.0
// The sessions in a SQLite file: look-ups on the caller's thread, lists on the reader, changes
// through the writer.

#include "gatehouse/base/clock.h"
#include "store/session_store.h"
#include "store/sqlite/database/reader_thread.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store::sqlite {

/// A part of the SQLite store, which owns the referenced objects.
class SqliteSessions final : public SessionStore {
 public:
  SqliteSessions(Readers& readers, ReaderThread& lists, Writer& writer, const Clock& clock)
      : readers_(readers), lists_(lists), writer_(writer), clock_(clock) {}

  awaitable<StoreResult<Session>> create_session(Call call, SessionStart start) override;
  awaitable<StoreResult<RefreshResult>> refresh_session(Call call, Refresh asked) override;
  awaitable<StoreResult<>> end_session(Call call, SessionEnd end) override;
  awaitable<StoreResult<std::uint64_t>> end_all_sessions(Call call, AllSessionsEnd end) override;
  awaitable<StoreResult<SessionPage>> list_sessions(Uuid user, SessionCursor after,
                                                    std::size_t limit) override;
  awaitable<StoreResult<Session>> find_session(Uuid id) override;
  awaitable<StoreResult<std::vector<EndedSession>>> list_ended_sessions() override;
  awaitable<StoreResult<std::uint64_t>> delete_expired_sessions(std::size_t limit) override;

 private:
  Readers& readers_;
  ReaderThread& lists_;
  Writer& writer_;
  const Clock& clock_;
};

}  // namespace gatehouse::store::sqlite
