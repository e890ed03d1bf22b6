#pragma once
// SPDX-License-Identifier: Apache-2.0
// Key pairs in SQLite: reads on the caller's thread, changes through the writer.

#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "store/key_store.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store::sqlite {

/// A part of the SQLite store, which owns the referenced objects.
class SqliteKeys final : public KeyStore {
 public:
  SqliteKeys(Readers& readers, Writer& writer, const Clock& clock)
      : readers_(readers), writer_(writer), clock_(clock) {}

  awaitable<StoreResult<std::vector<KeyPair>>> list_keys() override;
  awaitable<StoreResult<>> add_key(Call call, KeyPair key, std::optional<std::string> last) override;
  awaitable<StoreResult<std::optional<TimePoint>>> find_secret_until() override;
  awaitable<StoreResult<>> note_secret_use() override;
  awaitable<StoreResult<std::optional<TimePoint>>> find_secret_use(TimePoint of_clients) override;
  awaitable<StoreResult<>> delete_key(Call call, std::string kid) override;

 private:
  Readers& readers_;
  Writer& writer_;
  const Clock& clock_;
};

}  // namespace gatehouse::store::sqlite
