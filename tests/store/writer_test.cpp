// SPDX-License-Identifier: Apache-2.0
// The writer with changes of several statements, and with failures that changes of users do not have.
#include "store/sqlite/writer/writer.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <memory>
#include <new>
#include <optional>
#include <thread>
#include <vector>

#include "store/failing_vfs.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sqlite/database/query.h"
#include "store/temporary_folder.h"

namespace gatehouse::store::sqlite {
namespace {

class WriterTest : public testing::Test {
 protected:
  using Work = std::function<StoreResult<>(Connection&)>;
  using Outcome = std::shared_ptr<std::optional<StoreResult<>>>;

  WriterTest() {
    auto connection = Connection::open(location_, Access::write).value();
    EXPECT_EQ(
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY);"
                           "CREATE TABLE child (parent REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)"),
        SQLITE_OK);
    writer_.emplace(std::move(connection), WriterLimits{}, changes_, nullptr, make_null_log());
  }

  awaitable<StoreResult<>> submit(Work work) {
    return writer_->submit<void>([work = std::move(work)](Connection& c, Changes&) { return work(c); });
  }

  /// Runs all of `works` in one group.
  std::vector<StoreResult<>> run_group(const std::vector<Work>& works) {
    const LentContext lent;
    auto& context = *lent;
    std::vector<Outcome> outcomes;
    const auto start = [&](Work work) {
      auto outcome = std::make_shared<std::optional<StoreResult<>>>();
      boost::asio::co_spawn(context, submit(std::move(work)),
                            [outcome](std::exception_ptr, StoreResult<> value) { *outcome = value; });
      context.poll();
      context.restart();
      return outcome;
    };
    disk_.hold();
    start([](Connection& c) { return done(c.execute("INSERT INTO t VALUES (NULL)")); });
    disk_.wait_until_held();
    for (const auto& work : works) outcomes.push_back(start(work));
    disk_.release();
    context.run();
    std::vector<StoreResult<>> values;
    for (const auto& outcome : outcomes) values.push_back(outcome->value());
    return values;
  }

  static StoreResult<> done(int code) {
    if (code != SQLITE_OK) return StoreError::unavailable;
    return {};
  }

  /// Returns how many of the numbers from 100 on exist.
  std::int64_t count() {
    auto connection = Connection::open(location_, Access::read).value();
    Query query{connection, "SELECT count(*) FROM t WHERE a >= 100"};
    EXPECT_EQ(query.step(), SQLITE_ROW);
    return query.integer(0);
  }

  TemporaryFolder folder_;
  FailingVfs disk_;
  Location location_{folder_.path() / "test.db", disk_.name()};
  ChangeFeed changes_;
  std::optional<Writer> writer_;
};

StoreResult<> insert_101(Connection& c) {
  return c.execute("INSERT INTO t VALUES (101)") == SQLITE_OK ? StoreResult<>{} : StoreError::unavailable;
}

TEST_F(WriterTest, AHalfDoneChangeIsUndoneAlone) {
  const auto outcomes = run_group({[](Connection& c) -> StoreResult<> {
                                     EXPECT_EQ(c.execute("INSERT INTO t VALUES (100)"), SQLITE_OK);
                                     return StoreError::conflict;
                                   },
                                   insert_101});
  EXPECT_EQ(outcomes[0].error(), StoreError::conflict);
  EXPECT_TRUE(outcomes[1]);
  EXPECT_EQ(count(), 1);
}

TEST_F(WriterTest, AChangeThatThrowsIsUndoneAlone) {
  const auto outcomes = run_group({[](Connection& c) -> StoreResult<> {
                                     EXPECT_EQ(c.execute("INSERT INTO t VALUES (100)"), SQLITE_OK);
                                     throw std::bad_alloc{};
                                   },
                                   insert_101});
  EXPECT_EQ(outcomes[0].error(), StoreError::unavailable);
  EXPECT_TRUE(outcomes[1]);
  EXPECT_EQ(count(), 1);
  EXPECT_FALSE(writer_->is_healthy());
}

TEST_F(WriterTest, ACommitThatIsRefusedLeavesNoTransactionOpen) {
  const auto outcomes = run_group(
      {insert_101, [](Connection& c) { return done(c.execute("INSERT INTO child VALUES (999)")); }});
  EXPECT_EQ(outcomes[0].error(), StoreError::unavailable);
  EXPECT_EQ(outcomes[1].error(), StoreError::unavailable);
  EXPECT_EQ(count(), 0);
  EXPECT_FALSE(writer_->is_healthy());
  EXPECT_TRUE(run(submit(insert_101)));
  EXPECT_EQ(count(), 1);
  EXPECT_TRUE(writer_->is_healthy());
}

TEST_F(WriterTest, ATransactionThatEndedUnderAChangeFailsItsGroup) {
  // SQLite does this by itself after some I/O errors.
  const auto ended = [](Connection& c) -> StoreResult<> {
    c.execute("ROLLBACK");
    return StoreError::unavailable;
  };
  const auto outcomes = run_group({insert_101, ended, insert_101});
  for (const auto& outcome : outcomes) EXPECT_EQ(outcome.error(), StoreError::unavailable);
  EXPECT_EQ(count(), 0);
  EXPECT_TRUE(run(submit(insert_101)));
  EXPECT_EQ(count(), 1);
}

TEST_F(WriterTest, AnotherProgramsLockIsWaitedFor) {
  auto other = Connection::open(location_, Access::write).value();
  ASSERT_EQ(other.execute("BEGIN IMMEDIATE"), SQLITE_OK);
  std::thread waiting{[this] { EXPECT_TRUE(run(submit(insert_101))); }};
  ASSERT_EQ(other.execute("COMMIT"), SQLITE_OK);
  waiting.join();
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace gatehouse::store::sqlite
