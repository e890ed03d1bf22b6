#pragma once
// SPDX-License-Identifier: Apache-2.0
// The OAuth clients in a SQLite file: reads on the caller's thread, changes through the writer.

#include "gatehouse/base/clock.h"
#include "store/client_store.h"
#include "store/sqlite/database/reader_thread.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store::sqlite {

/// A part of the SQLite store, which owns the referenced objects.
class SqliteClients final : public ClientStore {
 public:
  SqliteClients(Readers& readers, ReaderThread& lists, Writer& writer, const Clock& clock)
      : readers_(readers), lists_(lists), writer_(writer), clock_(clock) {}

  awaitable<StoreResult<Client>> create_client(Call call, NewClient fresh) override;
  awaitable<StoreResult<Client>> find_client(std::string id) override;
  awaitable<StoreResult<std::vector<Client>>> list_clients(std::string after) override;
  awaitable<StoreResult<Client>> update_client(Call call, ClientChange change) override;
  awaitable<StoreResult<>> delete_client(Call call, std::string id) override;
  awaitable<StoreResult<>> revoke_token(Call call, Uuid token, TimePoint until) override;
  awaitable<StoreResult<bool>> is_token_revoked(Uuid token) override;

 private:
  Readers& readers_;
  ReaderThread& lists_;
  Writer& writer_;
  const Clock& clock_;
};

}  // namespace gatehouse::store::sqlite
