// SPDX-License-Identifier: Apache-2.0
#include "store/copies/user_cache.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/failing_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"
#include "store/sqlite_under_test.h"

namespace gatehouse::store {
namespace {

class UserCacheTest : public testing::Test {
 protected:
  User create(std::string email) {
    return run(store_.users().create_user(Call{}, sample_user(std::move(email)))).value();
  }
  static UserPtr find(UserCache& cache, std::size_t context, const Uuid& id) {
    return run(cache.find(context, id)).value();
  }

  SqliteUnderTest sqlite_{system_clock()};
  FailingStore store_{sqlite_.store()};
};

TEST_F(UserCacheTest, AsksTheStoreOncePerContext) {
  const auto user = create("a@b.c");
  UserCache cache{store_, 2};
  EXPECT_EQ(cache.find_copy(0, user.id), nullptr);
  EXPECT_EQ(*find(cache, 0, user.id), user);
  EXPECT_EQ(*find(cache, 1, user.id), user);
  store_.fail_always(StoreError::unavailable);
  EXPECT_EQ(*find(cache, 0, user.id), user);
  EXPECT_EQ(*find(cache, 1, user.id), user);
  EXPECT_EQ(*cache.find_copy(0, user.id), user);
}

TEST_F(UserCacheTest, PassesTheStoresErrorsOnAndRemembersNone) {
  auto later = sample_user("a@b.c");
  UserCache cache{store_, 1};
  EXPECT_EQ(run(cache.find(0, later.id)).error(), StoreError::not_found);
  ASSERT_TRUE(run(store_.users().create_user(Call{}, later)));
  store_.fail_next(StoreError::unavailable);
  EXPECT_EQ(run(cache.find(0, later.id)).error(), StoreError::unavailable);
  EXPECT_EQ(find(cache, 0, later.id)->email, "a@b.c");
}

TEST_F(UserCacheTest, AnAcknowledgedChangeIsSeenInEveryContext) {
  const auto user = create("a@b.c");
  const auto other = create("b@b.c");
  UserCache cache{store_, 3};
  const auto warm = [&] {
    for (std::size_t context = 0; context < 3; ++context) {
      EXPECT_TRUE(find(cache, context, user.id));
      EXPECT_TRUE(find(cache, context, other.id));
    }
  };
  warm();
  const auto held = find(cache, 0, user.id);
  ASSERT_TRUE(run(store_.users().update_user(Call{}, disabling(user.id, true))));
  for (std::size_t context = 0; context < 3; ++context) {
    EXPECT_EQ(cache.find_copy(context, user.id), nullptr);
    EXPECT_TRUE(cache.find_copy(context, other.id)) << "others stay";
    EXPECT_TRUE(find(cache, context, user.id)->disabled);
  }
  EXPECT_FALSE(held->disabled) << "what was given out is not changed under its holder";
  warm();
  ASSERT_TRUE(run(store_.users().delete_user(Call{}, UserDeletion{user.id})));
  for (std::size_t context = 0; context < 3; ++context) {
    EXPECT_EQ(run(cache.find(context, user.id)).error(), StoreError::not_found);
  }
}

TEST_F(UserCacheTest, AContextThatLooksUpNothingHoldsNobodyUpAndStartsAfresh) {
  constexpr int more_than_wait = 5000;
  const auto user = create("a@b.c");
  const auto other = create("b@b.c");
  UserCache cache{store_, 2};
  find(cache, 1, user.id);
  find(cache, 1, other.id);
  for (int done = 0; done < more_than_wait; done += 1000) {
    std::vector<awaitable<StoreResult<User>>> changes;
    for (int i = 0; i < 1000; ++i) {
      changes.push_back(store_.users().update_user(Call{}, new_roles(user.id, {i % 2 == 0 ? "admin" : ""})));
    }
    for (const auto& change : run_all(std::move(changes))) ASSERT_TRUE(change);
  }
  EXPECT_EQ(cache.size(1), 0U);
  EXPECT_EQ(*find(cache, 1, other.id), other);
  ASSERT_TRUE(run(store_.users().update_user(Call{}, new_roles(other.id, {"admin"}))));
  EXPECT_EQ(cache.find_copy(1, other.id), nullptr) << "and goes on as before";
}

TEST_F(UserCacheTest, GivesUpTheLeastRecentlyUsed) {
  const std::array users{create("a@b.c"), create("b@b.c"), create("c@b.c")};
  UserCache cache{store_, 1, 2};
  find(cache, 0, users[0].id);
  find(cache, 0, users[1].id);
  find(cache, 0, users[0].id);
  find(cache, 0, users[2].id);
  EXPECT_EQ(cache.size(0), 2U);
  EXPECT_TRUE(cache.find_copy(0, users[0].id));
  EXPECT_FALSE(cache.find_copy(0, users[1].id));
  EXPECT_TRUE(cache.find_copy(0, users[2].id));
}

TEST_F(UserCacheTest, MayKeepNothing) {
  const auto user = create("a@b.c");
  UserCache cache{store_, 1, 0};
  EXPECT_EQ(*find(cache, 0, user.id), user);
  EXPECT_EQ(cache.size(0), 0U);
}

/// Reads at once but answers only when told to, like a remote database.
class SlowUsers final : public FailingUsers {
 public:
  using FailingUsers::FailingUsers;
  awaitable<StoreResult<User>> find_user_by_id(Uuid id) override {
    auto found = co_await FailingUsers::find_user_by_id(id);
    auto wait = [this](Resume<int> resume) { answer = std::move(resume); };
    co_await suspend<int>(wait);
    co_return found;
  }
  Resume<int> answer;
};

class SlowStore final : public FailingStore {
 public:
  using FailingStore::FailingStore;
  UserStore& users() noexcept override { return slow; }
  SlowUsers slow{inner().users(), plan()};
};

/// A cache miss that has read `user` and waits for the answer.
struct PendingMiss {
  PendingMiss(UserCache& cache, SlowStore& store, const Uuid& id) : slow(store) {
    boost::asio::co_spawn(context, cache.find(0, id), [this](std::exception_ptr, StoreResult<UserPtr> value) {
      outcome = std::move(value);
    });
    context.poll();
  }
  UserPtr finish() {
    slow.slow.answer(0);
    context.restart();
    context.run();
    return outcome.value().value();
  }
  SlowStore& slow;
  const LentContext lent{};
  boost::asio::io_context& context = *lent;
  std::optional<StoreResult<UserPtr>> outcome;
};

TEST_F(UserCacheTest, AMissThatAChangeOvertookLeavesNoCopy) {
  const auto user = create("a@b.c");
  SlowStore slow{store_};
  UserCache cache{slow, 1};
  PendingMiss miss{cache, slow, user.id};
  ASSERT_TRUE(run(store_.users().update_user(Call{}, disabling(user.id, true))));
  EXPECT_EQ(*miss.finish(), user) << "it began before the change was acknowledged";
  EXPECT_EQ(cache.find_copy(0, user.id), nullptr);
}

TEST_F(UserCacheTest, AMissThatAChangeOvertookLeavesNoCopyEvenIfTheChangeWasTakenMeanwhile) {
  const auto user = create("a@b.c");
  SlowStore slow{store_};
  UserCache cache{slow, 1};
  PendingMiss miss{cache, slow, user.id};
  ASSERT_TRUE(run(store_.users().update_user(Call{}, disabling(user.id, true))));
  EXPECT_EQ(cache.find_copy(0, user.id), nullptr);
  miss.finish();
  EXPECT_EQ(cache.find_copy(0, user.id), nullptr);
}

TEST_F(UserCacheTest, AMissThatNothingOvertookLeavesACopy) {
  const auto user = create("a@b.c");
  SlowStore slow{store_};
  UserCache cache{slow, 1};
  PendingMiss miss{cache, slow, user.id};
  EXPECT_EQ(*miss.finish(), user);
  EXPECT_TRUE(cache.find_copy(0, user.id));
}

TEST_F(UserCacheTest, NoContextGivesWhatIsOlderThanTheLastAcknowledgedChange) {
  constexpr int changes = 200;
  constexpr std::size_t contexts = 4;
  auto user = create("a@b.c");
  UserCache cache{store_, contexts};
  std::atomic<int> acknowledged{user.password_version};
  std::atomic<int> stale{0};
  std::vector<std::thread> readers;
  for (std::size_t context = 0; context < contexts; ++context) {
    readers.emplace_back([&, context, id = user.id] {
      while (acknowledged < changes) {
        const int at_least = acknowledged;
        if (find(cache, context, id)->password_version < at_least) ++stale;
      }
    });
  }
  for (int version = user.password_version + 1; version <= changes; ++version) {
    auto changed = run(store_.users().update_user(
        Call{}, renewed_hash(user.id, user.password_hash, std::to_string(version), version)));
    ASSERT_TRUE(changed);
    user = *changed;
    acknowledged = version;
  }
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(stale, 0);
}

}  // namespace
}  // namespace gatehouse::store
