#pragma once
// SPDX-License-Identifier: Apache-2.0
// Key pairs in SQLite: reads on the caller's thread, changes through the writer.

#include <optional>
#include <string>
#include <vector>

#include "store/key_store.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store::sqlite {

/// A part of the SQLite store, which owns the referenced objects.
class SqliteKeys final : public KeyStore {
 public:
  SqliteKeys(Readers& readers, Writer& writer) : readers_(readers), writer_(writer) {}

  awaitable<StoreResult<std::vector<KeyPair>>> list_keys() override;
  awaitable<StoreResult<>> add_key(KeyPair key, std::optional<std::string> last) override;
  awaitable<StoreResult<std::optional<TimePoint>>> find_secret_until() override;
  awaitable<StoreResult<>> note_secret_use() override;
  awaitable<StoreResult<std::optional<TimePoint>>> find_secret_use(TimePoint of_clients) override;
  awaitable<StoreResult<>> delete_key(std::string kid) override;

 private:
  Readers& readers_;
  Writer& writer_;
};

}  // namespace gatehouse::store::sqlite
