// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/client_statements.h"

#include "store/client_store.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"

// In the order in which read_client takes them. It is a macro because only literals join at compile time.
#define GATEHOUSE_CLIENT_COLUMNS \
  "client_id, name, secret_hash, scope, disabled, created_at, updated_at, introspects_all"

namespace gatehouse::store::sqlite {
namespace {

Client read_client(const Query& row) {
  Client client;
  client.id = row.text(0);
  client.name = row.text(1);
  client.secret_hash = row.text(2);
  client.scope = row.text(3);
  client.disabled = row.flag(4);
  client.created_at = row.time(5);
  client.updated_at = row.time(6);
  client.introspects_all = row.flag(7);
  return client;
}

}  // namespace

StoreResult<Client> create_client(Connection& connection, const NewClient& fresh, TimePoint now) {
  Query insert{connection,
               "INSERT INTO clients (client_id, name, secret_hash, scope, introspects_all, created_at,"
               " updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (client_id) DO NOTHING"
               " RETURNING " GATEHOUSE_CLIENT_COLUMNS};
  insert.bind(fresh.id).bind(fresh.name).bind(fresh.secret_hash).bind(fresh.scope);
  auto created = change_one(connection, insert.bind(fresh.introspects_all).bind(now), read_client);
  if (!created && created.error() == StoreError::not_found) return StoreError::id_taken;
  return created;
}

StoreResult<Client> find_client(Connection& connection, const std::string& id) {
  Query find{connection, "SELECT " GATEHOUSE_CLIENT_COLUMNS " FROM clients WHERE client_id = ?"};
  return read_one(connection, find.bind(id), read_client);
}

StoreResult<std::vector<Client>> list_clients(Connection& connection, const std::string& after) {
  Query list{connection, "SELECT " GATEHOUSE_CLIENT_COLUMNS
                         " FROM clients WHERE client_id > ? ORDER BY client_id LIMIT ?"};
  list.bind(after).bind(static_cast<std::int64_t>(ClientStore::max_page));
  std::vector<Client> clients;
  int code = list.step();
  for (; code == SQLITE_ROW; code = list.step()) clients.push_back(read_client(list));
  if (code != SQLITE_DONE) return connection.error();
  return clients;
}

StoreResult<Client> update_client(Connection& connection, const ClientChange& change, TimePoint now) {
  Query update{connection,
               "UPDATE clients SET secret_hash = coalesce(?1, secret_hash),"
               " introspects_all = coalesce(?2, introspects_all), disabled = coalesce(?3, disabled),"
               " updated_at = ?4 WHERE client_id = ?5 RETURNING " GATEHOUSE_CLIENT_COLUMNS};
  update.bind_optional(change.secret_hash).bind_optional(change.introspects_all);
  update.bind_optional(change.disabled).bind(now).bind(change.id);
  return change_one(connection, update, read_client);
}

StoreResult<> delete_client(Connection& connection, const std::string& id) {
  Query remove{connection, "DELETE FROM clients WHERE client_id = ? RETURNING " GATEHOUSE_CLIENT_COLUMNS};
  const auto removed = change_one(connection, remove.bind(id), read_client);
  if (!removed) return removed.error();
  return {};
}

StoreResult<> revoke_token(Connection& connection, const Uuid& token, TimePoint until, TimePoint now) {
  // Each revocation deletes a few expired entries, so that the table does not grow without bound.
  Query forget{connection,
               "DELETE FROM revoked_tokens WHERE token IN"
               " (SELECT token FROM revoked_tokens WHERE until <= ? LIMIT 10)"};
  if (forget.bind(now).step() != SQLITE_DONE) return connection.error();
  Query insert{connection,
               "INSERT INTO revoked_tokens (token, until) VALUES (?, ?) ON CONFLICT (token) DO NOTHING"};
  if (insert.bind(token).bind(until).step() != SQLITE_DONE) return connection.error();
  return {};
}

StoreResult<bool> is_token_revoked(Connection& connection, const Uuid& token) {
  Query find{connection, "SELECT 1 FROM revoked_tokens WHERE token = ?"};
  const int code = find.bind(token).step();
  if (code != SQLITE_ROW && code != SQLITE_DONE) return connection.error();
  return code == SQLITE_ROW;
}

}  // namespace gatehouse::store::sqlite

#undef GATEHOUSE_CLIENT_COLUMNS
