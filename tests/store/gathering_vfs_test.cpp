// SPDX-License-Identifier: Apache-2.0
// The file system that gathers a commit's pages: SQLite reads from the log what it wrote there,
// gathered or not.
#include "store/sqlite/database/gathering_vfs.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "store/failing_vfs.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/database/query.h"
#include "store/temporary_folder.h"

namespace gatehouse::store::sqlite {
namespace {

/// Writes some MiB at random places of the index, with memory for ten pages. All others go to the log before
/// the commit, are read back from it, changed and written again.
constexpr const char* write_much =
    "PRAGMA cache_size = 10;"
    "BEGIN IMMEDIATE;"
    "INSERT INTO t SELECT value, randomblob(16), zeroblob(100) FROM generate_numbers;"
    "UPDATE t SET filler = zeroblob(120) WHERE id % 3 = 0;"
    "DELETE FROM t WHERE id % 5 = 0;";

constexpr std::int64_t rows = 20'000;

constexpr const char* make_table =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, key BLOB UNIQUE, filler BLOB NOT NULL);"
    "CREATE VIEW generate_numbers AS WITH RECURSIVE n(value) AS"
    " (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 20000) SELECT value FROM n;";

std::int64_t count(Connection& connection) {
  Query query{connection, "SELECT count(*) FROM t"};
  return query.step() == SQLITE_ROW ? query.integer(0) : -1;
}

std::string check(Connection& connection) {
  Query query{connection, "PRAGMA integrity_check"};
  return query.step() == SQLITE_ROW ? std::string{query.text(0)} : connection.error_text();
}

class Gathering : public testing::Test {
 protected:
  Connection open(std::string file_system) {
    return *Connection::open({folder_.path() / "t.db", std::move(file_system)}, Access::write);
  }

  void SetUp() override { ASSERT_EQ(connection_.execute(make_table), SQLITE_OK) << connection_.error_text(); }

  TemporaryFolder folder_;
  GatheringVfs gathering_{"unix"};
  Connection connection_ = open(gathering_.name());
};

TEST_F(Gathering, ATransactionLargerThanTheCacheIsWhole) {
  auto other = open("unix");
  ASSERT_EQ(connection_.execute(write_much), SQLITE_OK) << connection_.error_text();
  EXPECT_EQ(count(connection_), rows * 4 / 5);
  EXPECT_EQ(check(connection_), "ok");
  EXPECT_EQ(count(other), 0) << "not yet committed";
  ASSERT_EQ(connection_.execute("COMMIT"), SQLITE_OK);
  EXPECT_EQ(count(other), rows * 4 / 5);
  EXPECT_EQ(check(other), "ok");
}

TEST_F(Gathering, WhatIsRolledBackLeavesNothing) {
  auto other = open("unix");
  ASSERT_EQ(connection_.execute(write_much), SQLITE_OK) << connection_.error_text();
  ASSERT_EQ(connection_.execute("ROLLBACK"), SQLITE_OK);
  ASSERT_EQ(connection_.execute("INSERT INTO t VALUES (1, x'01', x'02')"), SQLITE_OK);
  EXPECT_EQ(count(other), 1);
  EXPECT_EQ(check(other), "ok");
  ASSERT_EQ(connection_.execute("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
  EXPECT_EQ(check(other), "ok");
}

TEST_F(Gathering, ASavepointRolledBackAmongSpilledPagesLeavesTheRest) {
  ASSERT_EQ(connection_.execute(write_much), SQLITE_OK) << connection_.error_text();
  ASSERT_EQ(connection_.execute("SAVEPOINT s; UPDATE t SET key = randomblob(16); ROLLBACK TO s; COMMIT"),
            SQLITE_OK)
      << connection_.error_text();
  auto other = open("unix");
  EXPECT_EQ(count(other), rows * 4 / 5);
  EXPECT_EQ(check(other), "ok");
}

TEST(GatheringOnAFullDisk, PagesNotYetWrittenOutliveAFailedStatement) {
  const TemporaryFolder folder;
  FailingVfs disk;
  const Location location{folder.path() / "t.db", disk.name()};
  auto connection = *Connection::open(location, Access::write);
  ASSERT_EQ(connection.execute(make_table), SQLITE_OK);
  ASSERT_EQ(connection.execute(write_much), SQLITE_OK);
  // New pages at the end displace others, which go to the log. None is read back in between.
  ASSERT_EQ(connection.execute("CREATE TABLE u (id INTEGER PRIMARY KEY, filler BLOB);"
                               "INSERT INTO u SELECT value, zeroblob(3000) FROM generate_numbers LIMIT 100"),
            SQLITE_OK);
  disk.fill();
  // Fails when it reads a page of the log. SQLite undoes the statement and continues the transaction.
  EXPECT_EQ(connection.execute("UPDATE t SET filler = zeroblob(90) WHERE id = 19997 RETURNING id"),
            SQLITE_FULL);
  EXPECT_TRUE(disk.has_failed());
  EXPECT_FALSE(connection.is_idle());
  disk.heal();
  ASSERT_EQ(connection.execute("COMMIT"), SQLITE_OK);
  auto other = *Connection::open(location, Access::write);
  EXPECT_EQ(check(other), "ok");
  EXPECT_EQ(count(other), rows * 4 / 5);
}

TEST(GatheringOnAFullDisk, AFailedCommitDoesNotReachTheFileLater) {
  const TemporaryFolder folder;
  FailingVfs disk;
  const Location location{folder.path() / "t.db", disk.name()};
  const Location copy{folder.path() / "copy.db", "unix"};
  auto connection = *Connection::open(location, Access::write);
  ASSERT_EQ(connection.execute(make_table), SQLITE_OK);
  disk.fill();
  ASSERT_EQ(connection.execute("INSERT INTO t VALUES (1, x'01', x'02')"), SQLITE_FULL);
  disk.heal();
  EXPECT_EQ(count(connection), 0);
  // Begins a transaction and reads pages of the log.
  ASSERT_EQ(connection.execute("BEGIN IMMEDIATE; SELECT * FROM generate_numbers LIMIT 1; ROLLBACK"),
            SQLITE_OK);
  // The files as a crash at this moment would leave them for the next start.
  std::filesystem::copy_file(location.file, copy.file);
  std::filesystem::copy_file(location.file.native() + "-wal", copy.file.native() + "-wal");
  auto recovered = *Connection::open(copy, Access::write);
  EXPECT_EQ(count(recovered), 0);
  EXPECT_EQ(check(recovered), "ok");
}

TEST(GatheringVfsName, IsTheBasesWhereThatDoesNotExist) {
  const GatheringVfs nowhere{"no such file system"};
  EXPECT_STREQ(nowhere.name(), "no such file system");
  EXPECT_FALSE(Connection::open({"/nowhere/t.db", nowhere.name()}, Access::write));
}

}  // namespace
}  // namespace gatehouse::store::sqlite
