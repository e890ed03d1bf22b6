// SPDX-License-Identifier: Apache-2.0
// Databases of every earlier schema, as the program of that time made them, are opened with all that
// is in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "store/open_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sqlite/database/migrations.h"
#include "store/sqlite/database/query.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

using sqlite::Access;
using sqlite::Connection;
using sqlite::known_migrations;

constexpr const char* two_users =
    "INSERT INTO users (uuid, email, email_folded, password_hash, password_version, disabled, is_admin, "
    "created_at,"
    " updated_at, last_login_at) VALUES"
    " (x'00000000000040008000000000000001', 'Ada@Example.org', 'ada@example.org', 'hash-a', 1, 0, 1, 10, 11, "
    "12),"
    " (x'00000000000040008000000000000002', 'eve@example.org', 'eve@example.org', 'hash-e', 0, 1, 0, 20, 21, "
    "NULL);";
constexpr const char* a_session =
    "INSERT INTO sessions (uuid, user_id, created_at, last_used_at, expires_at, access_until, address, "
    "agent, token)"
    " VALUES (x'00000000000040008000000000000003', 1, 30, 31, 9000000000000000, 9000000000000000, "
    "'192.0.2.1', 'curl',"
    " x'00000000000040008000000000000004');";
constexpr const char* a_client =
    "INSERT INTO clients (client_id, name, secret_hash, scope, created_at, updated_at)"
    " VALUES ('reports', 'Reports', 'secret', 'read', 40, 40);";
constexpr const char* a_key =
    "INSERT INTO signing_keys (kid, algorithm, private_key, created_at, active_at, secret_until)"
    " VALUES ('kid', 'EdDSA', x'00', 50, 51, 52);";
constexpr const char* roles =
    "UPDATE users SET roles = 'write read' WHERE id = 1; UPDATE users SET roles = 'read' WHERE id = 2;";
constexpr const char* a_restore = "INSERT INTO restores (epoch, secret_until) VALUES (60, 61);";

Uuid uuid(std::uint8_t last) { return Uuid{{0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, last}}; }

class OldSchemas : public testing::TestWithParam<std::size_t> {
 protected:
  /// Makes a database of the schema with this version, and fills it with what that version could hold.
  void make(std::size_t version) const {
    auto connection = Connection::open({folder_.path() / "gatehouse.db", {}}, Access::write).value();
    ASSERT_TRUE(apply_migrations(connection, known_migrations().first(version), system_clock()));
    std::string sql{two_users};
    if (version >= 2) sql += a_session;
    if (version >= 3) sql += a_client;
    if (version >= 4) sql += a_key;
    if (version >= 5) sql += roles;
    if (version >= 6) sql += a_restore;
    ASSERT_EQ(connection.execute(sql.c_str()), SQLITE_OK) << connection.error_text();
  }

  TemporaryFolder folder_;
};

TEST_P(OldSchemas, AreOpenedWithAllThatIsInThem) {
  const auto version = GetParam();
  make(version);
  StoreOptions options;
  options.folder = folder_.path();
  auto opened = open_store(options);
  ASSERT_TRUE(opened) << opened.error().text;
  auto& store = **opened;
  const auto ada =
      run(store.users().find_user_by_identifier(IdentifierKind::email, "ada@example.org")).value();
  EXPECT_EQ(ada.id, uuid(1));
  EXPECT_EQ(ada.email, "Ada@Example.org");
  EXPECT_EQ(ada.password_hash, "hash-a");
  EXPECT_EQ(ada.roles.words, version >= 5 ? "admin read write" : "admin");
  EXPECT_EQ(ada.revision, 1U);
  EXPECT_EQ(ada.credential_version, 1U);
  EXPECT_EQ(ada.created_at.time_since_epoch().count(), 10);
  EXPECT_EQ(ada.updated_at.time_since_epoch().count(), 11);
  EXPECT_EQ(ada.last_login_at->time_since_epoch().count(), 12);
  const auto eve = run(store.users().find_user_by_id(uuid(2))).value();
  EXPECT_TRUE(eve.disabled);
  EXPECT_EQ(eve.password_version, 0);
  EXPECT_EQ(eve.roles.words, version >= 5 ? "read" : "");
  EXPECT_EQ(eve.last_login_at, std::nullopt);
  EXPECT_EQ(run(store.users().list_users("", "", 9))->users.size(), 2U);
  EXPECT_EQ(run(store.users().create_user(Call{}, NewUser{uuid(9), "EVE@example.org", "h", 1})).error(),
            StoreError::email_taken);
  if (version >= 2) {
    const auto session = run(store.sessions().find_session(uuid(3))).value();
    EXPECT_EQ(session.user, uuid(1));
    EXPECT_EQ(session.ended_at, std::nullopt);
    EXPECT_EQ(session.granted, ada.roles);
    EXPECT_EQ(session.address, "192.0.2.1");
  }
  if (version >= 3) {
    EXPECT_EQ(run(store.clients().find_client("reports"))->scope, "read");
  }
  if (version >= 4) {
    EXPECT_EQ(run(store.keys().list_keys())->front().kid, "kid");
  }
  if (version >= 6) {
    EXPECT_EQ(run(store.epoch()).value()->time_since_epoch().count(), 60);
  }
  // What belongs to a user still goes with it.
  ASSERT_TRUE(run(store.users().delete_user(Call{}, UserDeletion{uuid(1)})));
  EXPECT_EQ(run(store.users().list_users("", "", 9))->users.size(), 1U);
  EXPECT_TRUE(run(store.users().create_user(Call{}, NewUser{uuid(8), "ada@example.org", "h", 1})));
}

INSTANTIATE_TEST_SUITE_P(EachVersion, OldSchemas, testing::Range(std::size_t{1}, known_migrations().size()));

}  // namespace
}  // namespace gatehouse::store
