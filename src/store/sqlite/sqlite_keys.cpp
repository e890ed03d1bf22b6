// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_keys.h"

#include <utility>

#include "store/rules/audit_rules.h"
#include "store/sqlite/statements/audit_statements.h"
#include "store/sqlite/statements/key_statements.h"
#include "store/sqlite/statements/restore_statements.h"

namespace gatehouse::store::sqlite {

awaitable<StoreResult<std::vector<KeyPair>>> SqliteKeys::list_keys() {
  auto found = readers_.read([](Connection& c) { return sqlite::list_keys(c); });
  co_return found;
}

awaitable<StoreResult<>> SqliteKeys::add_key(Call call, KeyPair key, std::optional<std::string> last) {
  Writer::Work<void> work = [call = std::move(call), key = std::move(key), last = std::move(last), this](
                                Connection& c, Changes& changes) -> StoreResult<> {
    if (auto added = sqlite::add_key(c, key, last); !added) return added;
    changes.keys = true;
    return write_entry(c, call, rules::note_of_new_key(key.kid, key.algorithm), clock_.now());
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<std::optional<TimePoint>>> SqliteKeys::find_secret_until() {
  auto found = readers_.read([](Connection& c) { return sqlite::find_secret_until(c); });
  co_return found;
}

awaitable<StoreResult<>> SqliteKeys::note_secret_use() {
  Writer::Work<void> work = [](Connection& c, Changes&) { return sqlite::note_secret_use(c); };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<std::optional<TimePoint>>> SqliteKeys::find_secret_use(TimePoint of_clients) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_secret_use(c, of_clients); });
  co_return found;
}

awaitable<StoreResult<>> SqliteKeys::delete_key(Call call, std::string kid) {
  Writer::Work<void> work = [call = std::move(call), kid = std::move(kid), this](
                                Connection& c, Changes& changes) -> StoreResult<> {
    if (auto deleted = sqlite::delete_key(c, kid); !deleted) return deleted;
    changes.keys = true;
    return write_entry(c, call, rules::note_of_deleted_key(kid), clock_.now());
  };
  return writer_.submit<void>(std::move(work));
}

}  // namespace gatehouse::store::sqlite
