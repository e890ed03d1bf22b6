// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/key_statements.h"

#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"

namespace gatehouse::store::sqlite {

StoreResult<std::vector<KeyPair>> list_keys(Connection& connection) {
  Query list{connection,
             "SELECT kid, algorithm, private_key, created_at, active_at, secret_until FROM signing_keys"
             " ORDER BY active_at"};
  std::vector<KeyPair> keys;
  int code = list.step();
  for (; code == SQLITE_ROW; code = list.step()) {
    keys.push_back({std::string{list.text(0)}, std::string{list.text(1)}, Secret{std::string{list.blob(2)}},
                    list.time(3), list.time(4), list.time(5)});
  }
  if (code != SQLITE_DONE) return connection.error();
  return keys;
}

StoreResult<> add_key(Connection& connection, const KeyPair& key, const std::optional<std::string>& last) {
  Query insert{connection,
               "INSERT INTO signing_keys (kid, algorithm, private_key, created_at, active_at, secret_until)"
               " SELECT ?1, ?2, ?3, ?4, ?5, ?7"
               " WHERE (SELECT kid FROM signing_keys ORDER BY active_at DESC LIMIT 1) IS ?6 RETURNING 1"};
  insert.bind(key.kid).bind(key.algorithm).bind_blob(key.private_key.reveal());
  insert.bind(key.created_at).bind(key.active_at).bind_optional(last);
  insert.bind(key.secret_until);
  const int code = insert.step();
  if (code == SQLITE_DONE) return StoreError::conflict;
  if (code == SQLITE_ROW && insert.step() == SQLITE_DONE) return {};
  return connection.error_code() == SQLITE_CONSTRAINT_UNIQUE ? StoreError::conflict : connection.error();
}

StoreResult<> note_secret_use(Connection& connection) {
  Query note{connection, "INSERT INTO secret_use (id) VALUES (1) ON CONFLICT (id) DO NOTHING"};
  return finish(connection, note);
}

StoreResult<std::optional<TimePoint>> find_secret_use(Connection& connection, TimePoint of_clients) {
  // While there are no key pairs, the secret signs the tokens of all sessions. A session is kept as long as
  // one of its tokens may be valid.
  Query find{connection,
             "SELECT max(until) FROM (SELECT access_until AS until FROM sessions UNION ALL SELECT ?"
             " WHERE EXISTS (SELECT 1 FROM secret_use) AND EXISTS (SELECT 1 FROM clients))"};
  if (find.bind(of_clients).step() != SQLITE_ROW) return connection.error();
  return find.optional_time(0);
}

StoreResult<> delete_key(Connection& connection, const std::string& kid) {
  Query remove{connection, "DELETE FROM signing_keys WHERE kid = ? RETURNING 1"};
  const int code = remove.bind(kid).step();
  if (code == SQLITE_DONE) return StoreError::not_found;
  if (code != SQLITE_ROW || remove.step() != SQLITE_DONE) return connection.error();
  return {};
}

}  // namespace gatehouse::store::sqlite
