// SPDX-License-Identifier: Apache-2.0
// The change feed: while changes may be missed, nothing that has ended is let through, and what follows the
// feed is up to date again after a resync.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "auth/keys/key_follower.h"
#include "auth/keys/key_ring.h"
#include "auth/sessions_under_test.h"
#include "store/copies/restore_epoch.h"
#include "store/failing_store.h"
#include "store/sample_changes.h"

namespace gatehouse::auth {
namespace {

using std::chrono::seconds;

/// What the test knows of a session: who has it, its access token, and whether it still is good.
struct Known {
  std::size_t user;
  std::string access;
  Uuid session;
  bool is_live = true;
};

class FeedModel {
 public:
  explicit FeedModel(unsigned seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) {
      emails_.push_back("user" + std::to_string(i) + "@example.org");
      users_.push_back(test_.add(emails_.back()).id);
      disabled_.push_back(false);
    }
  }

  void step() {
    const auto user = pick(users_.size());
    switch (pick(9)) {
      case 0:
      case 1:
        return log_in(user);
      case 2:
        return log_out();
      case 3:
        return set_disabled(user, true);
      case 4:
        return set_disabled(user, false);
      case 5:
        return log_out_everywhere(user);
      case 6:
        return change_password(user);
      case 7:
        return feed().interrupt();
      default:
        return resync();
    }
  }

  /// Every check says what is known, in every worker and both ways.
  void check() {
    const bool is_current = feed().freshness().is_current();
    for (const auto& known : known_) {
      for (std::size_t worker = 0; worker < SessionsUnderTest::workers; ++worker) {
        const bool expected = known.is_live && !disabled_.at(known.user);
        const auto at_once = test_.program->tokens.check_cached(known.access, worker);
        if (at_once) {
          EXPECT_TRUE(is_current) << "answered without a question while changes may be missed";
          EXPECT_EQ(at_once->has_value(), expected);
        }
        EXPECT_EQ(store::run(test_.program->tokens.check_access(known.access, worker)).has_value(), expected);
      }
    }
  }

  void resync() {
    const auto ended = store::run(store().sessions().list_ended_sessions()).value();
    feed().resync(ended);
  }

  /// After a resync and one look, checks need no store.
  void expect_no_questions() {
    resync();
    check();
    for (const auto& known : known_) {
      for (std::size_t worker = 0; worker < SessionsUnderTest::workers; ++worker) {
        EXPECT_TRUE(test_.program->tokens.check_cached(known.access, worker));
      }
    }
  }

 private:
  store::Store& store() { return *test_.program->store; }
  store::ChangeFeed& feed() { return store().changes(); }
  std::size_t pick(std::size_t below) { return random_() % below; }

  void log_in(std::size_t user) {
    const auto pair = test_.log_in(SessionsUnderTest::password, emails_.at(user));
    ASSERT_EQ(pair.has_value(), !disabled_.at(user));
    if (pair) known_.push_back({user, pair->access, test_.session_of(pair->access)});
  }
  void log_out() {
    if (known_.empty()) return;
    auto& known = known_.at(pick(known_.size()));
    const auto ended = store::run(test_.program->sessions.log_out(store::Actor{}, users_.at(known.user),
                                                                  known.session, test_.clock.now()));
    EXPECT_EQ(ended.has_value(), known.is_live);
    known.is_live = false;
  }
  void end_all(std::size_t user) {
    for (auto& known : known_) known.is_live = known.is_live && known.user != user;
  }
  void log_out_everywhere(std::size_t user) {
    ASSERT_TRUE(store::run(test_.program->sessions.log_out_everywhere(store::Actor{}, users_.at(user))));
    end_all(user);
  }
  void set_disabled(std::size_t user, bool disabled) {
    auto& accounts = test_.program->accounts;
    auto changing = disabled ? accounts.disable(store::Actor{}, users_.at(user))
                             : accounts.enable(store::Actor{}, users_.at(user));
    ASSERT_TRUE(store::run(std::move(changing)));
    disabled_.at(user) = disabled;
    if (disabled) end_all(user);
  }
  void change_password(std::size_t user) {
    const auto now = store::run(store().users().find_user_by_id(users_.at(user))).value();
    const auto change = store::new_password(now.id, now.password_hash, now.password_version);
    ASSERT_TRUE(store::run(store().users().update_user(store::Call{}, change)));
    end_all(user);
  }

  SessionsUnderTest test_;
  std::mt19937 random_;
  std::vector<std::string> emails_;
  std::vector<Uuid> users_;
  std::vector<bool> disabled_;
  std::vector<Known> known_;
};

TEST(ChangeFeed, WhileItIsCutNothingThatHasEndedIsLetThrough) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    FeedModel model{seed};
    for (int i = 0; i < 60; ++i) {
      model.step();
      model.check();
      if (testing::Test::HasFailure()) return;
    }
    model.expect_no_questions();
  }
}

TEST(ChangeFeed, AStoreThatFailsWhileItIsCutMakesChecksUnavailable) {
  SessionsUnderTest test;
  test.add();
  const auto pair = test.log_in().value();
  EXPECT_EQ(test.access(pair.access), std::nullopt);
  test.program->store->changes().interrupt();
  EXPECT_EQ(test.access(pair.access), std::nullopt) << "the store was asked";
  store::FailingStore failing{*test.program->store};
  store::UserCache cache{failing, SessionsUnderTest::workers};
  store::EndedSessions ended{failing, SessionsUnderTest::workers, test.clock};
  AccessChecks checks{test.tokens, cache, ended};
  for (int at = 1; at <= 2; ++at) {
    failing.fail_at(at);
    EXPECT_EQ(store::run(checks.check_access(pair.access, 0)).error(), AccessError::unavailable) << at;
  }
}

TEST(ChangeFeed, AKeyRingThatFollowsItLearnsOfOtherNodesKeys) {
  SessionsUnderTest test;
  auto& store = *test.program->store;
  const KeyRingOptions options{.algorithm = crypto::SigningAlgorithm::eddsa, .clock = test.clock};
  KeyRing one{store.keys(), options};
  const auto other = std::make_shared<KeyRing>(store.keys(), options);
  ASSERT_TRUE(store::run(one.load()));
  ASSERT_TRUE(store::run(other->load()));
  const store::LentContext lent;
  auto& context = *lent;
  const KeyFollower following{other, store.changes(), context.get_executor(), test.log};
  const auto catch_up = [&] {
    context.restart();
    context.run();
  };
  const auto next = store::run(one.rotate(store::Actor{})).value();
  catch_up();
  ASSERT_EQ(other->list().size(), 2U);
  EXPECT_EQ(other->list().back().kid, next);
  ASSERT_TRUE(store::run(one.retire(store::Actor{}, next)));
  catch_up();
  EXPECT_EQ(other->list().size(), 1U);
  store.changes().interrupt();
  ASSERT_TRUE(store::run(one.rotate(store::Actor{})));
  catch_up();
  EXPECT_EQ(other->list().size(), 1U) << "it could not hear of it";
  store.changes().resync({});
  catch_up();
  EXPECT_EQ(other->list().size(), 2U);
}

TEST(ChangeFeed, AnEpochThatBeginsWhileServingEndsWhatWasIssuedBefore) {
  SessionsUnderTest test;
  test.add();
  store::RestoreEpoch epoch{*test.program->store};
  ASSERT_TRUE(store::run(epoch.load()));
  AccessChecks checks{test.tokens, test.program->cache, test.program->ended, {.epoch = &epoch}};
  const auto pair = test.log_in().value();
  EXPECT_TRUE(store::run(checks.check_access(pair.access, 0)));
  EXPECT_FALSE(epoch.is_after(std::nullopt));
  test.program->store->changes().publish_epoch(test.clock.now() + seconds{1});
  EXPECT_TRUE(epoch.is_after(std::nullopt));
  EXPECT_TRUE(epoch.is_after(test.clock.now()));
  EXPECT_FALSE(epoch.is_after(test.clock.now() + seconds{1}));
  EXPECT_EQ(checks.check_cached(pair.access, 0)->error(), AccessError::session_ended)
      << "though it was remembered";
  test.program->store->changes().publish_epoch(test.clock.now() - seconds{9});
  EXPECT_TRUE(epoch.is_after(test.clock.now())) << "it never moves back";
}

}  // namespace
}  // namespace gatehouse::auth
