// SPDX-License-Identifier: Apache-2.0
// The settings of connections to SQLite.
#include "store/sqlite/database/connection.h"

#include <gtest/gtest.h>

#include <string>

#include "store/print.h"
#include "store/sqlite/database/query.h"
#include "store/temporary_folder.h"

namespace gatehouse::store::sqlite {
namespace {

class ConnectionTest : public testing::Test {
 protected:
  Location location() const { return {folder_.path() / "test.db", {}}; }
  Connection open(Access access) const { return Connection::open(location(), access).value(); }
  static std::string answer(Connection& connection, Sql sql) {
    Query query{connection, sql};
    return query.step() == SQLITE_ROW ? std::string{query.text(0)} : connection.error_text();
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(ConnectionTest, TheWriterLosesNothingAtPowerLoss) {
  auto writer = open(Access::write);
  EXPECT_EQ(answer(writer, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(answer(writer, "PRAGMA synchronous"), "2") << "FULL";
}

TEST_F(ConnectionTest, SettingsAreSafe) {
  auto writer = open(Access::write);
  auto reader = open(Access::read);
  for (auto* connection : {&writer, &reader}) {
    EXPECT_EQ(answer(*connection, "PRAGMA foreign_keys"), "1");
    EXPECT_EQ(answer(*connection, "PRAGMA trusted_schema"), "0");
    EXPECT_EQ(answer(*connection, "PRAGMA cell_size_check"), "1");
    EXPECT_NE(connection->execute("SELECT \"no such column\""), SQLITE_OK) << "not a text either";
    EXPECT_NE(connection->execute("SELECT load_extension('x')"), SQLITE_OK);
    EXPECT_NE(connection->execute("PRAGMA writable_schema = 1; DELETE FROM sqlite_schema"), SQLITE_OK);
  }
  EXPECT_EQ(answer(writer, "PRAGMA secure_delete"), "1");
}

TEST_F(ConnectionTest, AReaderCannotWrite) {
  auto writer = open(Access::write);
  ASSERT_EQ(writer.execute("CREATE TABLE t (a)"), SQLITE_OK);
  auto reader = open(Access::read);
  EXPECT_EQ(reader.execute("INSERT INTO t VALUES (1)"), SQLITE_READONLY);
}

TEST_F(ConnectionTest, AReaderThatIsDoneHoldsNothing) {
  auto writer = open(Access::write);
  ASSERT_EQ(writer.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)"), SQLITE_OK);
  auto reader = open(Access::read);
  EXPECT_EQ(answer(reader, "SELECT a FROM t"), "1");  // one more row is left unread
  ASSERT_EQ(writer.execute("INSERT INTO t VALUES (3)"), SQLITE_OK);
  EXPECT_EQ(answer(writer, "PRAGMA wal_checkpoint(TRUNCATE)"), "0") << "not busy";
}

TEST_F(ConnectionTest, AStatementIsPreparedOnce) {
  auto connection = open(Access::write);
  static constexpr Sql sql = "SELECT 1";
  EXPECT_EQ(connection.prepare(sql), connection.prepare(sql));
}

TEST_F(ConnectionTest, ABadStatementIsAnError) {
  auto connection = open(Access::write);
  Query query{connection, "SELECT nothing FROM nowhere"};
  EXPECT_NE(query.bind("x").step(), SQLITE_DONE);
  EXPECT_EQ(connection.error(), StoreError::unavailable);
}

}  // namespace
}  // namespace gatehouse::store::sqlite
