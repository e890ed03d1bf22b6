// SPDX-License-Identifier: Apache-2.0
// What every store guarantees about key pairs, whichever database is in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sqlite_under_test.h"
#include "store/store_under_test.h"

namespace gatehouse::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint start{std::chrono::microseconds{1'700'000'000'750'001}};
constexpr std::chrono::minutes minute{1};

class KeysInterface : public testing::TestWithParam<StoreKind> {
 protected:
  Store& store() { return under_test_->store(); }
  KeyStore& keys() { return store().keys(); }
  void reopen() { under_test_->reopen(); }

  static KeyPair key_of(std::string kid, TimePoint active_at) {
    return {std::move(kid), "EdDSA", Secret{std::string("\0der\xff", 5)}, start, active_at, start + minute};
  }
  std::vector<std::string> kids() {
    std::vector<std::string> out;
    for (const auto& key : run(keys().list_keys()).value()) out.push_back(key.kid);
    return out;
  }

  ManualClock clock_{start};

 private:
  std::unique_ptr<StoreUnderTest> under_test_ = GetParam().make(clock_);
};

TEST_P(KeysInterface, KeepsThemInTheOrderInWhichTheyBecomeActive) {
  EXPECT_THAT(kids(), IsEmpty());
  ASSERT_TRUE(run(keys().add_key(Call{}, key_of("b", start + minute), std::nullopt)));
  ASSERT_TRUE(run(keys().add_key(Call{}, key_of("a", start), "b")));
  reopen();
  EXPECT_THAT(kids(), ElementsAre("a", "b"));
  const auto kept = run(keys().list_keys()).value().front();
  EXPECT_EQ(kept.algorithm, "EdDSA");
  EXPECT_EQ(kept.private_key.reveal(), std::string("\0der\xff", 5));
  EXPECT_EQ(kept.created_at, start);
  EXPECT_EQ(kept.active_at, start);
  EXPECT_EQ(kept.secret_until, start + minute);
}

TEST_P(KeysInterface, KnowsUntilWhenTokensOfTheSecretMayBeGood) {
  const auto of_clients = start + minute;
  const auto used = [&] { return run(keys().find_secret_use(of_clients)).value(); };
  EXPECT_EQ(used(), std::nullopt);
  ASSERT_TRUE(run(store().clients().create_client(Call{}, sample_client("reports"))));
  EXPECT_EQ(used(), std::nullopt) << "a client that never got a token signed with the secret";
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(run(keys().note_secret_use()));
  EXPECT_EQ(used(), of_clients);
  const auto user = run(store().users().create_user(Call{}, {Uuid::random(), "a@b.c", "hash", 1})).value();
  const auto session = run(store().sessions().create_session(Call{}, sample_start(user))).value();
  reopen();
  EXPECT_EQ(used(), session.access_until);
}

TEST_P(KeysInterface, OfTwoWhoRotateAtOnceOneDoes) {
  ASSERT_TRUE(run(keys().add_key(Call{}, key_of("a", start), std::nullopt)));
  EXPECT_EQ(run(keys().add_key(Call{}, key_of("b", start + minute), std::nullopt)).error(),
            StoreError::conflict);
  EXPECT_EQ(run(keys().add_key(Call{}, key_of("b", start + minute), "c")).error(), StoreError::conflict);
  ASSERT_TRUE(run(keys().add_key(Call{}, key_of("b", start + minute), "a")));
  EXPECT_EQ(run(keys().add_key(Call{}, key_of("c", start + minute), "a")).error(), StoreError::conflict);
  EXPECT_EQ(run(keys().add_key(Call{}, key_of("c", start + minute), "b")).error(), StoreError::conflict)
      << "at the same moment";
  EXPECT_EQ(run(keys().add_key(Call{}, key_of("a", start + 2 * minute), "b")).error(), StoreError::conflict)
      << "of the same name";
  EXPECT_THAT(kids(), ElementsAre("a", "b"));
}

TEST_P(KeysInterface, ForgetsThem) {
  ASSERT_TRUE(run(keys().add_key(Call{}, key_of("a", start), std::nullopt)));
  EXPECT_EQ(run(keys().delete_key(Call{}, "b")).error(), StoreError::not_found);
  ASSERT_TRUE(run(keys().delete_key(Call{}, "a")));
  reopen();
  EXPECT_THAT(kids(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, KeysInterface, testing::Values(sqlite_kind),
                         [](const auto& instance) { return std::string{instance.param.name}; });

}  // namespace
}  // namespace gatehouse::store
