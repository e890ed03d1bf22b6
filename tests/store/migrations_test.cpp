// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/migrations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "store/open_store.h"
#include "store/print.h"
#include "store/sqlite/database/query.h"
#include "store/temporary_folder.h"

namespace gatehouse::store::sqlite {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Migration first{1, "0001_one", "CREATE TABLE one (a INTEGER); INSERT INTO one VALUES (1);"};
constexpr Migration second{2, "0002_two", "CREATE TABLE two (a INTEGER);"};
constexpr Migration broken{2, "0002_broken", "CREATE TABLE two (a INTEGER); INSERT INTO nowhere VALUES (1);"};

class Migrations : public testing::Test {
 protected:
  result<MigrationReport, OpenError> apply(std::initializer_list<Migration> known) {
    return apply_migrations(connection_, {known.begin(), known.size()}, clock_);
  }
  std::int64_t number(Sql sql) {
    Query query{connection_, sql};
    EXPECT_EQ(query.step(), SQLITE_ROW) << connection_.error_text();
    return query.integer(0);
  }

  TemporaryFolder folder_;
  ManualClock clock_{TimePoint{std::chrono::microseconds{123}}};
  Connection connection_ = Connection::open({folder_.path() / "test.db", {}}, Access::write).value();
};

TEST_F(Migrations, AreAppliedInOrderOnceEach) {
  auto report = apply({first});
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_EQ(report->from, 0);
  EXPECT_EQ(report->to, 1);
  EXPECT_THAT(report->applied, ElementsAre("0001_one"));
  report = apply({first, second});
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_EQ(report->from, 1);
  EXPECT_EQ(report->to, 2);
  EXPECT_THAT(report->applied, ElementsAre("0002_two"));
  report = apply({first, second});
  EXPECT_THAT(report->applied, IsEmpty());
  EXPECT_EQ(number("SELECT count(*) FROM one"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM schema_migrations WHERE applied_at = 123"), 2);
}

TEST_F(Migrations, ABrokenOneLeavesNothingBehind) {
  const auto report = apply({first, broken});
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().text, HasSubstr("0002_broken: no such table: nowhere"));
  EXPECT_EQ(number("SELECT max(version) FROM schema_migrations"), 1) << "the first stays";
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_schema WHERE name = 'two'"), 0);
  EXPECT_TRUE(apply({first, second})) << "and the next try starts from there";
}

TEST_F(Migrations, ANewerSchemaIsRefusedAndLeftAlone) {
  ASSERT_TRUE(apply({first, second}));
  const auto report = apply({first});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, StoreError::newer_schema);
  EXPECT_THAT(report.error().text, HasSubstr("schema version 2"));
  EXPECT_THAT(report.error().text, HasSubstr("up to 1"));
}

TEST_F(Migrations, AnotherProgramsFileIsRefused) {
  ASSERT_EQ(connection_.execute("CREATE TABLE theirs (a)"), SQLITE_OK);
  const auto report = apply({first});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, StoreError::damaged);
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST(KnownMigrations, AreNumberedFromOne) {
  int expected = 0;
  for (const auto& migration : known_migrations()) {
    EXPECT_EQ(migration.version, ++expected);
    EXPECT_EQ(std::stoi(migration.name), expected);
  }
  EXPECT_GE(expected, 1);
}

TEST(KnownMigrations, AreReported) {
  const TemporaryFolder folder;
  StoreOptions options;
  options.folder = folder.path();
  const auto report = migrate_store(options);
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_EQ(report->applied.size(), known_migrations().size());
  EXPECT_EQ(report->applied.front(), "0001_users");
  EXPECT_THAT(migrate_store(options)->applied, IsEmpty());
}

TEST_F(Migrations, SessionsFromBeforeBelongToNoClientAndClientsAskAboutTheirOwnTokens) {
  ASSERT_TRUE(apply_migrations(connection_, known_migrations().first(6), clock_));
  ASSERT_EQ(connection_.execute(
                "INSERT INTO clients (client_id, name, secret_hash, scope, created_at, updated_at)"
                " VALUES ('a', 'A', '', '', 0, 0);"
                "INSERT INTO users (uuid, email, email_folded, password_hash, password_version, created_at,"
                " updated_at) VALUES (x'00112233445566778899aabbccddeeff', 'a@b.c', 'a@b.c', '', 1, 0, 0);"
                "INSERT INTO sessions (uuid, user_id, created_at, last_used_at, expires_at, access_until,"
                " address, agent, token, ended_at, end_reason) VALUES"
                " (x'00000000000000000000000000000001', 1, 0, 0, 9, 9, 'known', '', "
                "x'00112233445566778899aabbccddeeff', NULL, NULL),"
                " (x'00000000000000000000000000000002', NULL, 0, 0, 9, 9, 'gone', 'too', "
                "x'00112233445566778899aabbccddeeff', 1, 'user_deleted')"),
            SQLITE_OK)
      << connection_.error_text();
  ASSERT_TRUE(apply_migrations(connection_, known_migrations(), clock_));
  EXPECT_EQ(number("SELECT count(*) FROM sessions WHERE client_id IS NULL"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM sessions WHERE address = 'known'"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM sessions WHERE address = '' AND agent = ''"), 1);
  EXPECT_EQ(number("SELECT introspects_all FROM clients"), 0);
}

TEST(KnownMigrations, AStoreOfANewerProgramIsRefused) {
  const TemporaryFolder folder;
  StoreOptions options;
  options.folder = folder.path();
  ASSERT_TRUE(open_store(options));
  {
    auto connection = Connection::open({folder.path() / "gatehouse.db", {}}, Access::write).value();
    ASSERT_EQ(connection.execute("INSERT INTO schema_migrations VALUES (9999, '9999_later', 0)"), SQLITE_OK);
  }
  const auto opened = open_store(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, StoreError::newer_schema);
  EXPECT_THAT(opened.error().text, HasSubstr("9999"));
}

}  // namespace
}  // namespace gatehouse::store::sqlite
