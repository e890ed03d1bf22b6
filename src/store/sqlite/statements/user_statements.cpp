// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/user_statements.h"

#include <algorithm>
#include <utility>

#include "gatehouse/base/ascii.h"
#include "store/sqlite/database/columns.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"
#include "store/user_store.h"

// The columns of users that are stored as they are in User: COLUMN(name of the column, member). These are
// macros because only literals join at compile time.
#define GATEHOUSE_USER_COLUMNS(COLUMN)           \
  COLUMN(email, email)                           \
  COLUMN(password_hash, password_hash)           \
  COLUMN(password_version, password_version)     \
  COLUMN(disabled, disabled)                     \
  COLUMN(revision, revision)                     \
  COLUMN(credential_version, credential_version) \
  COLUMN(created_at, created_at)                 \
  COLUMN(updated_at, updated_at)

#define GATEHOUSE_NAME(column, member) #column ", "
#define GATEHOUSE_QUALIFIED(column, member) "u." #column ", "
#define GATEHOUSE_MARK(column, member) "?, "
#define GATEHOUSE_ASSIGN(column, member) #column " = ?, "
#define GATEHOUSE_USER                                       \
  GATEHOUSE_USER_COLUMNS(GATEHOUSE_QUALIFIED)                \
  "u.uuid, u.last_login_at, (SELECT group_concat(role, ' ')" \
  " FROM user_roles WHERE user_id = u.id)"

namespace gatehouse::store::sqlite {
namespace {

/// Reads the columns of GATEHOUSE_USER. `after_columns` gets the number of the column behind them.
User read_user(const Query& row, int& after_columns) {
  User user;
  int column = 0;
#define GATEHOUSE_READ(name, member) read_column(row, column++, user.member);
  GATEHOUSE_USER_COLUMNS(GATEHOUSE_READ)
#undef GATEHOUSE_READ
  user.id = row.uuid(column++);
  user.last_login_at = row.optional_time(column++);
  user.roles.words = row.text(column++);
  after_columns = column;
  return user;
}

User read_only_user(const Query& row) {
  int after_columns = 0;
  return read_user(row, after_columns);
}

void bind_columns(Query& query, const User& user){
#define GATEHOUSE_BIND(name, member) bind_value(query, user.member);
    GATEHOUSE_USER_COLUMNS(GATEHOUSE_BIND)
#undef GATEHOUSE_BIND
}

StoreResult<> insert_identifier(Connection& connection, const User& user, const std::string& folded) {
  Query insert{connection,
               "INSERT INTO identifiers (kind, folded, user_id) SELECT ?, ?, id FROM users WHERE uuid = ?"
               " ON CONFLICT DO NOTHING"};
  bind_value(insert, static_cast<int>(IdentifierKind::email));
  if (auto done = finish(connection, insert.bind(folded).bind(user.id)); !done) return done;
  if (connection.changed_rows() == 0) return StoreError::email_taken;
  return {};
}

StoreResult<> delete_identifier(Connection& connection, const User& user) {
  const auto folded = fold_case(user.email);
  Query remove{connection, "DELETE FROM identifiers WHERE kind = ? AND folded = ?"};
  bind_value(remove, static_cast<int>(IdentifierKind::email));
  return finish(connection, remove.bind(folded));
}

StoreResult<> insert_roles(Connection& connection, const User& user) {
  std::string_view rest = user.roles.words;
  while (!rest.empty()) {
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    Query insert{connection,
                 "INSERT INTO user_roles (user_id, role) SELECT id, ? FROM users WHERE uuid = ?"
                 " ON CONFLICT DO NOTHING"};
    if (auto done = finish(connection, insert.bind(word).bind(user.id)); !done) return done;
  }
  return {};
}

StoreResult<> replace_roles(Connection& connection, const User& user) {
  Query remove{connection, "DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE uuid = ?)"};
  if (auto done = finish(connection, remove.bind(user.id)); !done) return done;
  return insert_roles(connection, user);
}

}  // namespace

StoreResult<> insert_user(Connection& connection, const User& user) {
  const auto folded = fold_case(user.email);
  // RETURNING is not needed, and SQLite would build a temporary table for it each time.
  Query insert{connection, "INSERT INTO users (" GATEHOUSE_USER_COLUMNS(GATEHOUSE_NAME) "uuid) SELECT "
               GATEHOUSE_USER_COLUMNS(GATEHOUSE_MARK) "? WHERE NOT EXISTS (SELECT 1 FROM identifiers"
               " WHERE kind = 1 AND folded = ?)"};
  bind_columns(insert, user);
  if (auto done = finish(connection, insert.bind(user.id).bind(folded)); !done) {
    if (connection.error_code() == SQLITE_CONSTRAINT_UNIQUE) return StoreError::id_taken;
    return done;
  }
  if (connection.changed_rows() == 0) return StoreError::email_taken;
  if (auto named = insert_identifier(connection, user, folded); !named) return named;
  return insert_roles(connection, user);
}

StoreResult<User> find_user_by_id(Connection& connection, const Uuid& id) {
  Query find{connection, "SELECT " GATEHOUSE_USER " FROM users u WHERE u.uuid = ?"};
  return read_one(connection, find.bind(id), read_only_user);
}

StoreResult<User> find_user_by_identifier(Connection& connection, IdentifierKind kind,
                                          const std::string& folded) {
  Query find{connection,
             "SELECT " GATEHOUSE_USER
             " FROM identifiers i JOIN users u ON u.id = i.user_id WHERE i.kind = ? AND i.folded = ?"};
  bind_value(find, static_cast<int>(kind));
  return read_one(connection, find.bind(folded), read_only_user);
}

StoreResult<UserPage> list_users(Connection& connection, const std::string& prefix, const std::string& after,
                                 std::size_t limit) {
  limit = std::clamp<std::size_t>(limit, 1, UserStore::max_page);
  // The highest code point ends the range of a prefix. LIKE would need the prefix escaped and uses no index.
  Query list{
      connection,
      "SELECT " GATEHOUSE_USER
      ", i.folded FROM identifiers i JOIN users u ON u.id = i.user_id WHERE i.kind = 1 AND i.folded >= ?1"
      " AND i.folded < ?1 || char(1114111) AND i.folded > ?2 ORDER BY i.folded LIMIT ?3"};
  list.bind(prefix).bind(after).bind(static_cast<std::int64_t>(limit) + 1);
  UserPage page;
  std::string last;
  int code = list.step();
  for (; code == SQLITE_ROW && page.users.size() < limit; code = list.step()) {
    int folded = 0;
    page.users.push_back(read_user(list, folded));
    last = list.text(folded);
  }
  if (code == SQLITE_ROW) {
    page.next = std::move(last);
  } else if (code != SQLITE_DONE) {
    return connection.error();
  }
  return page;
}

StoreResult<std::uint64_t> count_users(Connection& connection) {
  Query count{connection, "SELECT count(*) FROM users"};
  if (count.step() != SQLITE_ROW) return connection.error();
  return static_cast<std::uint64_t>(count.integer(0));
}

StoreResult<std::uint64_t> estimate_users(Connection& connection) {
  Query newest{connection, "SELECT coalesce(max(id), 0) FROM users"};
  if (newest.step() != SQLITE_ROW) return connection.error();
  return static_cast<std::uint64_t>(newest.integer(0));
}

StoreResult<> replace_user(Connection& connection, const User& before, const User& after) {
  Query update{connection, "UPDATE users SET " GATEHOUSE_USER_COLUMNS(
                               GATEHOUSE_ASSIGN) "last_login_at = last_login_at WHERE uuid = ?"};
  bind_columns(update, after);
  if (auto done = finish(connection, update.bind(after.id)); !done) return done;
  if (after.roles != before.roles) {
    if (auto done = replace_roles(connection, after); !done) return done;
  }
  const auto folded = fold_case(after.email);
  if (folded == fold_case(before.email)) return {};
  if (auto done = delete_identifier(connection, before); !done) return done;
  return insert_identifier(connection, after, folded);
}

StoreResult<> update_last_login(Connection& connection, const Uuid& id, TimePoint at) {
  Query update{connection, "UPDATE users SET last_login_at = ? WHERE uuid = ?"};
  return finish(connection, update.bind(at).bind(id));
}

StoreResult<> delete_user(Connection& connection, const User& user) {
  if (auto done = delete_identifier(connection, user); !done) return done;
  Query remove{connection, "DELETE FROM users WHERE uuid = ?"};
  return finish(connection, remove.bind(user.id));
}

}  // namespace gatehouse::store::sqlite

#undef GATEHOUSE_USER_COLUMNS
#undef GATEHOUSE_NAME
#undef GATEHOUSE_QUALIFIED
#undef GATEHOUSE_MARK
#undef GATEHOUSE_ASSIGN
#undef GATEHOUSE_USER
