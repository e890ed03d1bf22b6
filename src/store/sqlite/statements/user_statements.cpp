// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/user_statements.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "gatehouse/base/ascii.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"
#include "store/store.h"

// In the order in which read_user takes them. It is a macro because only literals join at compile time.
#define GATEHOUSE_USER_COLUMNS                                                                               \
  "uuid, email, password_hash, password_version, disabled, is_admin, created_at, updated_at, last_login_at," \
  " roles"

namespace gatehouse::store::sqlite {
namespace {

constexpr int folded_column = 10;  // after the columns above

User read_user(const Query& row) {
  User user;
  user.id = row.uuid(0);
  user.email = row.text(1);
  user.password_hash = row.text(2);
  user.password_version = static_cast<int>(row.integer(3));
  user.disabled = row.flag(4);
  user.roles.is_admin = row.flag(5);
  user.created_at = row.time(6);
  user.updated_at = row.time(7);
  user.last_login_at = row.optional_time(8);
  user.roles.words = row.text(9);
  return user;
}

StoreResult<> insert_user(Connection& connection, const NewUser& user, TimePoint now) {
  const auto folded = fold_case(user.email);
  // The conflict clause names the address only. So no inserted row means that the address is taken, and
  // an error means that the id is. RETURNING is not needed, and SQLite would build a temporary table for
  // it each time.
  Query insert{connection,
               "INSERT INTO users (uuid, email, email_folded, password_hash, password_version, disabled,"
               " is_admin, roles, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
               " ON CONFLICT (email_folded) DO NOTHING"};
  insert.bind(user.id).bind(user.email).bind(folded).bind(user.password_hash).bind(user.password_version);
  insert.bind(user.disabled).bind(user.roles.is_admin).bind(user.roles.words);
  insert.bind(user.created_at.value_or(now)).bind(now);
  if (auto done = finish(connection, insert); !done) {
    if (connection.error_code() == SQLITE_CONSTRAINT_UNIQUE) return StoreError::id_taken;
    return done.error();
  }
  if (connection.changed_rows() == 0) return StoreError::email_taken;
  return {};
}

/// Returns why a conditional change found no row.
StoreError why_not_changed(Connection& connection, const Uuid& id) {
  const auto present = find_user_by_id(connection, id);
  return present ? StoreError::conflict : present.error();
}

}  // namespace

StoreResult<User> create_user(Connection& connection, NewUser user, TimePoint now) {
  if (auto inserted = insert_user(connection, user, now); !inserted) return inserted.error();
  User created;
  created.id = user.id;
  created.email = std::move(user.email);
  created.password_hash = std::move(user.password_hash);
  created.password_version = user.password_version;
  created.disabled = user.disabled;
  created.roles = std::move(user.roles);
  created.created_at = user.created_at.value_or(now);
  created.updated_at = now;
  return created;
}

StoreResult<std::vector<std::optional<StoreError>>> create_users(Connection& connection,
                                                                 const std::vector<NewUser>& users,
                                                                 TimePoint now) {
  std::vector<std::optional<StoreError>> errors;
  errors.reserve(users.size());
  for (const auto& user : users) {
    const auto inserted = insert_user(connection, user, now);
    if (inserted) {
      errors.emplace_back();
    } else if (inserted.error() == StoreError::email_taken || inserted.error() == StoreError::id_taken) {
      errors.emplace_back(inserted.error());
    } else {
      return inserted.error();  // The caller undoes the insertions.
    }
  }
  return errors;
}

StoreResult<User> find_user_by_email(Connection& connection, const std::string& folded) {
  Query find{connection, "SELECT " GATEHOUSE_USER_COLUMNS " FROM users WHERE email_folded = ?"};
  return read_one(connection, find.bind(folded), read_user);
}

StoreResult<User> find_user_by_id(Connection& connection, const Uuid& id) {
  Query find{connection, "SELECT " GATEHOUSE_USER_COLUMNS " FROM users WHERE uuid = ?"};
  return read_one(connection, find.bind(id), read_user);
}

StoreResult<UserPage> list_users(Connection& connection, const std::string& prefix, const std::string& after,
                                 std::size_t limit) {
  limit = std::clamp<std::size_t>(limit, 1, Store::max_page);
  // The highest code point ends the range of a prefix. LIKE would need the prefix escaped and uses no index.
  Query list{connection,
             "SELECT " GATEHOUSE_USER_COLUMNS
             ", email_folded FROM users WHERE email_folded >= ?1 AND email_folded < ?1 || char(1114111)"
             " AND email_folded > ?2 ORDER BY email_folded LIMIT ?3"};
  list.bind(prefix).bind(after).bind(static_cast<std::int64_t>(limit) + 1);
  UserPage page;
  std::string last;
  int code = list.step();
  for (; code == SQLITE_ROW && page.users.size() < limit; code = list.step()) {
    page.users.push_back(read_user(list));
    last = list.text(folded_column);
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

StoreResult<User> update_password_hash(Connection& connection, const Uuid& id, TimePoint now,
                                       const std::string& expected_hash, const std::string& new_hash,
                                       int new_version) {
  Query update{connection,
               "UPDATE users SET password_hash = ?, password_version = ?, updated_at = ?"
               " WHERE uuid = ? AND password_hash = ? RETURNING " GATEHOUSE_USER_COLUMNS};
  auto updated = change_one(
      connection, update.bind(new_hash).bind(new_version).bind(now).bind(id).bind(expected_hash), read_user);
  if (updated || updated.error() != StoreError::not_found) return updated;
  return why_not_changed(connection, id);
}

StoreResult<User> update_email(Connection& connection, const Uuid& id, TimePoint now,
                               const std::string& email, const std::optional<std::string>& expected_hash) {
  const auto folded = fold_case(email);
  Query update{connection,
               "UPDATE users SET email = ?1, email_folded = ?2, updated_at = ?3 WHERE uuid = ?4"
               " AND password_hash = coalesce(?5, password_hash) RETURNING " GATEHOUSE_USER_COLUMNS};
  update.bind(email).bind(folded).bind(now).bind(id).bind_optional(expected_hash);
  auto updated = change_one(connection, update, read_user);
  // The address is the only unique column that this statement changes.
  if (!updated && connection.error_code() == SQLITE_CONSTRAINT_UNIQUE) return StoreError::email_taken;
  if (!updated && updated.error() == StoreError::not_found) return why_not_changed(connection, id);
  return updated;
}

StoreResult<User> update_disabled(Connection& connection, const Uuid& id, TimePoint now, bool disabled) {
  Query update{
      connection,
      "UPDATE users SET disabled = ?, updated_at = ? WHERE uuid = ? RETURNING " GATEHOUSE_USER_COLUMNS};
  return change_one(connection, update.bind(disabled).bind(now).bind(id), read_user);
}

StoreResult<User> update_roles(Connection& connection, const Uuid& id, TimePoint now, const Roles& expected,
                               const Roles& roles) {
  Query update{connection,
               "UPDATE users SET roles = ?, is_admin = ?, updated_at = ?"
               " WHERE uuid = ? AND roles = ? AND is_admin = ? RETURNING " GATEHOUSE_USER_COLUMNS};
  update.bind(roles.words).bind(roles.is_admin).bind(now);
  update.bind(id).bind(expected.words).bind(expected.is_admin);
  auto updated = change_one(connection, update, read_user);
  if (updated || updated.error() != StoreError::not_found) return updated;
  return why_not_changed(connection, id);
}

StoreResult<> update_last_login(Connection& connection, const Uuid& id, TimePoint at) {
  Query update{connection, "UPDATE users SET last_login_at = ? WHERE uuid = ?"};
  return finish(connection, update.bind(at).bind(id));
}

StoreResult<> delete_user(Connection& connection, const Uuid& id,
                          const std::optional<std::string>& expected_hash) {
  Query remove{connection,
               "DELETE FROM users WHERE uuid = ?1 AND password_hash = coalesce(?2, password_hash)"
               " RETURNING uuid"};
  const int code = remove.bind(id).bind_optional(expected_hash).step();
  if (code == SQLITE_DONE) return why_not_changed(connection, id);
  if (code != SQLITE_ROW) return connection.error();
  return finish(connection, remove);
}

}  // namespace gatehouse::store::sqlite

#undef GATEHOUSE_USER_COLUMNS
