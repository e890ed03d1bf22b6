// SPDX-License-Identifier: Apache-2.0
// What every store guarantees about OAuth clients, whichever database is in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sqlite_under_test.h"
#include "store/store_under_test.h"

namespace gatehouse::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint start{std::chrono::microseconds{1'700'000'000'750'000}};

class ClientsInterface : public testing::TestWithParam<StoreKind> {
 protected:
  ClientStore& clients() { return under_test_->store().clients(); }
  void reopen() { under_test_->reopen(); }

  static NewClient client_of(std::string id) {
    return sample_client(std::move(id), "Reports", "hash", "read write");
  }
  Client create(std::string id) {
    return run(clients().create_client(Call{}, client_of(std::move(id)))).value();
  }
  std::vector<std::string> ids(std::string after = "") {
    std::vector<std::string> ids;
    for (const auto& client : run(clients().list_clients(std::move(after))).value()) ids.push_back(client.id);
    return ids;
  }

  ManualClock clock_{start};

 private:
  std::unique_ptr<StoreUnderTest> under_test_ = GetParam().make(clock_);
};

TEST_P(ClientsInterface, KeepsWhatAClientWasCreatedWith) {
  const auto created = create("reports");
  EXPECT_EQ(created, (Client{"reports", "Reports", "hash", "read write", false, start, start}));
  reopen();
  EXPECT_EQ(run(clients().find_client("reports")).value(), created);
  EXPECT_EQ(run(clients().find_client("Reports")).error(), StoreError::not_found) << "ids have a case";
  EXPECT_EQ(run(clients().find_client("")).error(), StoreError::not_found);
}

TEST_P(ClientsInterface, OfOneIdThereIsOneClient) {
  std::vector<awaitable<StoreResult<Client>>> creating;
  for (int i = 0; i < 20; ++i) creating.push_back(clients().create_client(Call{}, client_of("same")));
  const auto outcomes = run_all(std::move(creating));
  EXPECT_EQ(std::ranges::count_if(outcomes, [](const auto& outcome) { return outcome.has_value(); }), 1);
  for (const auto& outcome : outcomes) {
    EXPECT_TRUE(outcome || outcome.error() == StoreError::id_taken);
  }
}

TEST_P(ClientsInterface, ListsInTheOrderOfIds) {
  EXPECT_THAT(ids(), IsEmpty());
  for (const auto* id : {"c", "a", "b"}) create(id);
  EXPECT_THAT(ids(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids("a"), ElementsAre("b", "c"));
  EXPECT_THAT(ids("c"), IsEmpty());
}

TEST_P(ClientsInterface, ChangesOneClientAlone) {
  const auto other = create("other");
  create("reports");
  clock_.advance(hours{1});
  const auto rotated = run(clients().update_client(Call{}, new_secret("reports", "new"))).value();
  EXPECT_EQ(rotated.secret_hash, "new");
  EXPECT_EQ(rotated.created_at, start);
  EXPECT_EQ(rotated.updated_at, start + hours{1});
  EXPECT_TRUE(run(clients().update_client(Call{}, client_disabling("reports", true))).value().disabled);
  EXPECT_FALSE(rotated.introspects_all);
  EXPECT_TRUE(
      run(clients().update_client(Call{}, new_introspection("reports", true))).value().introspects_all);
  reopen();
  EXPECT_TRUE(run(clients().find_client("reports")).value().introspects_all);
  EXPECT_TRUE(run(clients().find_client("reports")).value().disabled);
  EXPECT_EQ(run(clients().find_client("reports")).value().secret_hash, "new");
  EXPECT_FALSE(run(clients().update_client(Call{}, client_disabling("reports", false))).value().disabled);
  EXPECT_EQ(run(clients().find_client("other")).value(), other);
}

TEST_P(ClientsInterface, ForgetsADeletedClient) {
  create("other");
  create("reports");
  ASSERT_TRUE(run(clients().delete_client(Call{}, "reports")));
  EXPECT_THAT(ids(), ElementsAre("other"));
  EXPECT_EQ(run(clients().delete_client(Call{}, "reports")).error(), StoreError::not_found);
  EXPECT_EQ(run(clients().update_client(Call{}, new_secret("reports", "x"))).error(), StoreError::not_found);
  EXPECT_EQ(run(clients().update_client(Call{}, client_disabling("reports", true))).error(),
            StoreError::not_found);
  create("reports");
}

TEST_P(ClientsInterface, KnowsRevokedTokensUntilTheyExpire) {
  const auto revoked = [&](const Uuid& token) { return run(clients().is_token_revoked(token)).value(); };
  const auto [first, second] = std::pair{Uuid::random(), Uuid::random()};
  EXPECT_FALSE(revoked(first));
  ASSERT_TRUE(run(clients().revoke_token(Call{}, first, start + hours{1})));
  ASSERT_TRUE(run(clients().revoke_token(Call{}, first, start + hours{1})));
  reopen();
  EXPECT_TRUE(revoked(first));
  EXPECT_FALSE(revoked(second));
  clock_.advance(hours{1});
  ASSERT_TRUE(run(clients().revoke_token(Call{}, second, start + hours{2})));
  EXPECT_FALSE(revoked(first)) << "forgotten with the next one";
  EXPECT_TRUE(revoked(second));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ClientsInterface, testing::Values(sqlite_kind),
                         [](const auto& instance) { return std::string{instance.param.name}; });

}  // namespace
}  // namespace gatehouse::store
