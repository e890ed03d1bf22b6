// SPDX-License-Identifier: Apache-2.0
// The SQLite store's writer: changes are committed together, fail alone, and work again after a disk failure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/failing_vfs.h"
#include "store/open_store.h"
#include "store/print.h"
#include "store/recording_log.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

using testing::ElementsAre;

class GroupCommit : public testing::Test {
 protected:
  using Outcome = std::optional<StoreResult<User>>;

  void open() {
    store_.reset();
    options_.folder = folder_.path() / "data";
    options_.file_system = disk_.name();
    options_.log = log_;
    auto opened = open_store(options_);
    ASSERT_TRUE(opened) << opened.error().text;
    store_ = std::move(*opened);
  }

  /// Starts `operation`. Its outcome is available when `context_` has run.
  std::shared_ptr<Outcome> start(awaitable<StoreResult<User>> operation) {
    auto outcome = std::make_shared<Outcome>();
    boost::asio::co_spawn(
        context_, std::move(operation),
        [outcome](std::exception_ptr, StoreResult<User> value) { *outcome = std::move(value); });
    context_.restart();
    context_.poll();  // until it is in the queue
    return outcome;
  }

  /// Blocks the writer in a commit, so that everything started until `let_go` becomes one group.
  void stand_still() {
    disk_.hold();
    first_ = start(store_->users().create_user(Call{}, sample_user("first@b.c")));
    disk_.wait_until_held();
  }

  void let_go() {
    disk_.release();
    context_.restart();
    context_.run();
    ASSERT_TRUE(*first_);
    EXPECT_TRUE(**first_);
  }

  std::uint64_t count() { return run(store_->users().estimate_users()).value(); }

  TemporaryFolder folder_;
  FailingVfs disk_;
  std::shared_ptr<RecordingLog> log_ = std::make_shared<RecordingLog>();
  StoreOptions options_;
  std::unique_ptr<Store> store_;
  const LentContext lent_{};
  boost::asio::io_context& context_ = *lent_;
  std::shared_ptr<Outcome> first_;
};

TEST_F(GroupCommit, WhatHasQueuedIsCommittedOnce) {
  open();
  stand_still();
  std::vector<std::shared_ptr<Outcome>> outcomes;
  for (int i = 0; i < 64; ++i)
    outcomes.push_back(start(store_->users().create_user(Call{}, sample_user(std::to_string(i) + "@b.c"))));
  const auto syncs = disk_.log_syncs();
  const auto writes = disk_.log_writes();
  let_go();
  EXPECT_EQ(disk_.log_syncs() - syncs, 1U);
  EXPECT_EQ(disk_.log_writes() - writes, 1U) << "not two a page";
  for (const auto& outcome : outcomes) EXPECT_TRUE(**outcome);
  EXPECT_EQ(count(), 65U);
}

TEST_F(GroupCommit, NothingIsAnsweredBeforeItIsDurable) {
  open();
  stand_still();
  const auto second = start(store_->users().create_user(Call{}, sample_user("second@b.c")));
  context_.poll();
  EXPECT_FALSE(*first_);
  EXPECT_FALSE(*second);
  let_go();
  EXPECT_TRUE(**second);
}

TEST_F(GroupCommit, ReadersDoNotWaitForTheWriter) {
  open();
  const auto known = run(store_->users().create_user(Call{}, sample_user("known@b.c"))).value();
  stand_still();
  EXPECT_EQ(run(store_->users().find_user_by_id(known.id)).value(), known);
  EXPECT_EQ(run(store_->users().find_user_by_identifier(IdentifierKind::email, "first@b.c")).error(),
            StoreError::not_found);
  EXPECT_TRUE(run(store_->check()));
  let_go();
}

TEST_F(GroupCommit, EachChangeOfAGroupFailsAlone) {
  open();
  stand_still();
  const auto good = start(store_->users().create_user(Call{}, sample_user("good@b.c")));
  const auto taken = start(store_->users().create_user(Call{}, sample_user("GOOD@b.c")));
  const auto nobody = start(store_->users().update_user(Call{}, disabling(Uuid::random(), true)));
  const auto also_good = start(store_->users().create_user(Call{}, sample_user("also@b.c")));
  let_go();
  EXPECT_TRUE(**good);
  EXPECT_EQ((*taken)->error(), StoreError::email_taken);
  EXPECT_EQ((*nobody)->error(), StoreError::not_found);
  EXPECT_TRUE(**also_good);
  EXPECT_EQ(count(), 3U);
}

TEST_F(GroupCommit, AGroupOfFailuresCostsNoSync) {
  open();
  ASSERT_TRUE(run(store_->users().create_user(Call{}, sample_user("a@b.c"))));
  const auto before = disk_.log_syncs();
  EXPECT_EQ(run(store_->users().create_user(Call{}, sample_user("A@b.c"))).error(), StoreError::email_taken);
  EXPECT_EQ(disk_.log_syncs(), before);
}

TEST_F(GroupCommit, AFailedCommitFailsItsWholeGroupAndTheNextStartsAfresh) {
  open();
  disk_.hold();
  const auto held = start(store_->users().create_user(Call{}, sample_user("held@b.c")));
  disk_.wait_until_held();
  std::vector<std::shared_ptr<Outcome>> group;
  group.push_back(start(store_->users().create_user(Call{}, sample_user("one@b.c"))));
  group.push_back(start(store_->users().create_user(Call{}, sample_user("ONE@b.c"))));
  group.push_back(start(store_->users().update_user(Call{}, new_roles(Uuid::random(), {"a"}))));
  disk_.fill();  // the sync that is blocked fails too
  disk_.release();
  context_.restart();
  context_.run();
  group.push_back(held);
  for (const auto& outcome : group) EXPECT_EQ((*outcome)->error(), StoreError::unavailable);
  EXPECT_EQ(count(), 0U) << "nothing of it is kept";
  EXPECT_EQ(run(store_->check()).error(), StoreError::unavailable) << "tries to write";

  disk_.heal();
  EXPECT_TRUE(run(store_->check()));
  EXPECT_TRUE(run(store_->users().create_user(Call{}, sample_user("one@b.c"))));
  EXPECT_EQ(count(), 1U);
  auto lines = log_->lines();
  std::erase(lines, "the database's schema was changed");
  EXPECT_THAT(lines, ElementsAre("the database accepts no changes", "the database accepts changes again"));
}

TEST_F(GroupCommit, ChangesOfAFailedCommitAreNotTold) {
  struct Listener final : ChangeObserver {
    void on_users_changed(std::span<const Uuid> ids) noexcept override { heard += ids.size(); }
    std::atomic<std::size_t> heard{0};
  } listener;
  open();
  const auto user = run(store_->users().create_user(Call{}, sample_user("a@b.c"))).value();
  store_->changes().add(listener);
  disk_.fill();
  EXPECT_FALSE(run(store_->users().update_user(Call{}, new_roles(user.id, {"a"}))));
  EXPECT_EQ(listener.heard, 0U);
  disk_.heal();
  EXPECT_TRUE(run(store_->users().update_user(Call{}, new_roles(user.id, {"a"}))));
  EXPECT_EQ(listener.heard, 1U);
  store_->changes().remove(listener);
}

TEST_F(GroupCommit, AFullQueueIsUnavailableAtOnce) {
  options_.queue_limit = 2;
  open();
  stand_still();
  const auto one = start(store_->users().create_user(Call{}, sample_user("1@b.c")));
  const auto two = start(store_->users().create_user(Call{}, sample_user("2@b.c")));
  const auto three = start(store_->users().create_user(Call{}, sample_user("3@b.c")));
  context_.poll();
  ASSERT_TRUE(*three);
  EXPECT_EQ((*three)->error(), StoreError::unavailable);
  let_go();
  EXPECT_TRUE(**one);
  EXPECT_TRUE(**two);
  EXPECT_TRUE(run(store_->users().create_user(Call{}, sample_user("3@b.c"))));
}

TEST_F(GroupCommit, ClosingFinishesWhatIsQueued) {
  open();
  stand_still();
  const auto queued = start(store_->users().create_user(Call{}, sample_user("queued@b.c")));
  std::thread closing{[this] { store_->close(); }};
  disk_.release();
  closing.join();
  context_.restart();
  context_.run();
  EXPECT_TRUE(**first_);
  EXPECT_TRUE(**queued);
}

TEST_F(GroupCommit, LoginsAreWrittenTogetherWithAChange) {
  options_.login_note_delay = std::chrono::hours{1};
  open();
  const auto user = run(store_->users().create_user(Call{}, sample_user("a@b.c"))).value();
  const auto before = disk_.log_syncs();
  store_->users().note_login(user.id, TimePoint{std::chrono::microseconds{7}});
  ASSERT_TRUE(run(store_->users().create_user(Call{}, sample_user("b@b.c"))));
  EXPECT_EQ(disk_.log_syncs() - before, 1U);
  EXPECT_EQ(run(store_->users().find_user_by_id(user.id))->last_login_at,
            TimePoint{std::chrono::microseconds{7}});
}

TEST_F(GroupCommit, LoginsAreWrittenAfterAWhileAlone) {
  options_.login_note_delay = std::chrono::milliseconds{0};
  open();
  const auto user = run(store_->users().create_user(Call{}, sample_user("a@b.c"))).value();
  disk_.hold();
  store_->users().note_login(user.id, TimePoint{std::chrono::microseconds{7}});
  disk_.wait_until_held();  // blocks forever if it is never written
  disk_.release();
  ASSERT_TRUE(run(store_->users().create_user(Call{}, sample_user("b@b.c"))));
  EXPECT_EQ(run(store_->users().find_user_by_id(user.id))->last_login_at,
            TimePoint{std::chrono::microseconds{7}});
}

TEST_F(GroupCommit, LoginsOutliveAFailedCommit) {
  options_.login_note_delay = std::chrono::hours{1};
  open();
  const auto user = run(store_->users().create_user(Call{}, sample_user("a@b.c"))).value();
  store_->users().note_login(user.id, TimePoint{std::chrono::microseconds{7}});
  disk_.fill();
  ASSERT_FALSE(run(store_->users().create_user(Call{}, sample_user("b@b.c"))));
  disk_.heal();
  ASSERT_TRUE(run(store_->users().create_user(Call{}, sample_user("b@b.c"))));
  EXPECT_EQ(run(store_->users().find_user_by_id(user.id))->last_login_at,
            TimePoint{std::chrono::microseconds{7}});
}

}  // namespace
}  // namespace gatehouse::store
