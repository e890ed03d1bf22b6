// SPDX-License-Identifier: Apache-2.0
// The seals of the audit record, and the refusals that are counted for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "auth/accounts_under_test.h"
#include "auth/audit/audit_sealer.h"
#include "auth/audit/refusal_log.h"

namespace gatehouse::auth {
namespace {

using std::chrono::seconds;
using testing::IsEmpty;
using testing::SizeIs;

TEST(AuditSealer, SealsWithAKeyThatIsDerivedFromTheServersSecret) {
  AuditSealer sealer;
  EXPECT_FALSE(sealer.can_seal());
  EXPECT_EQ(sealer.digest("x").size(), 32U) << "digests need no key";
  EXPECT_FALSE(sealer.is_seal("x", std::string(32, '\0')));
  const Secret first{"the first secret of this server, long enough"};
  const Secret second{"the second secret of this server, long enough"};
  sealer.set_key(first, std::nullopt);
  ASSERT_TRUE(sealer.can_seal());
  const auto seal = sealer.seal("x");
  EXPECT_EQ(seal.size(), 32U);
  EXPECT_TRUE(sealer.is_seal("x", seal));
  EXPECT_FALSE(sealer.is_seal("y", seal));
  EXPECT_FALSE(sealer.is_seal("x", seal.substr(1)));
  EXPECT_NE(seal, sealer.digest("x"));
  sealer.set_key(second, first);
  EXPECT_NE(sealer.seal("x"), seal);
  EXPECT_TRUE(sealer.is_seal("x", seal)) << "a secret that was replaced still verifies";
  sealer.set_key(second, std::nullopt);
  EXPECT_FALSE(sealer.is_seal("x", seal));
}

class RefusalLogTest : public testing::Test {
 protected:
  void refuse(const std::string& account, const std::string& address = "192.0.2.1") {
    store::Actor actor;
    actor.address = address;
    log_.note("login_failed", "wrong_password", {store::SubjectKind::user, "", account}, actor);
  }

  ManualClock clock_{first_moment};
  RefusalLog log_{clock_};
};

TEST_F(RefusalLogTest, TellsOfTheFirstAtOnceAndOfTheRestAfterAMinute) {
  EXPECT_THAT(log_.take_due(), IsEmpty());
  refuse("a@b.c");
  refuse("a@b.c");
  auto due = log_.take_due();
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_EQ(due.front().count, 2);
  EXPECT_EQ(due.front().at, first_moment);
  clock_.advance(seconds{10});
  for (int i = 0; i < 5; ++i) refuse("a@b.c");
  EXPECT_THAT(log_.take_due(), IsEmpty()) << "the minute is not over";
  clock_.advance(seconds{50});
  due = log_.take_due();
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_EQ(due.front().count, 5);
  EXPECT_EQ(due.front().at, first_moment + seconds{10});
  EXPECT_THAT(log_.take_due(), IsEmpty());
  refuse("a@b.c");
  EXPECT_THAT(log_.take_due(), SizeIs(1)) << "a new minute";
}

TEST_F(RefusalLogTest, KeepsAccountsAndAddressesApart) {
  refuse("a@b.c");
  refuse("b@b.c");
  refuse("a@b.c", "192.0.2.2");
  EXPECT_THAT(log_.take_due(), SizeIs(3));
}

TEST_F(RefusalLogTest, IsBoundedAndLosesNoneInTheCount) {
  constexpr std::int64_t many = 1000;
  for (std::int64_t i = 0; i < many; ++i) refuse("user" + std::to_string(i) + "@example.org");
  auto due = log_.take_due();
  EXPECT_THAT(due, SizeIs(RefusalLog::max_kinds + 1));
  std::int64_t sum = 0;
  for (const auto& one : due) sum += one.count;
  EXPECT_EQ(sum, many);
  refuse("late@example.org");
  due = log_.take_all();
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_EQ(due.front().subject, store::Subject{}) << "counted with the others";
}

TEST_F(RefusalLogTest, IsWrittenWithTheUserWhomTheAddressNames) {
  AccountsUnderTest test;
  const auto user = test.add();
  refuse("ada@example.org");
  refuse("nobody@example.org");
  struct Wait {
    static awaitable<bool> all(store::Store& store, std::vector<store::Refusals> due) {
      co_await write_refusals(store, std::move(due));
      co_return true;
    }
  };
  EXPECT_TRUE(run(Wait::all(test.store, log_.take_due())));
  store::AuditFilter filter;
  filter.action = "login_failed";
  auto page = run(test.real->audit().list_entries(filter)).value();
  EXPECT_THAT(page.entries, SizeIs(2));
  filter.user = user.id.to_string();
  page = run(test.real->audit().list_entries(filter)).value();
  ASSERT_THAT(page.entries, SizeIs(1));
  EXPECT_EQ(page.entries.front().subject.name, "ada@example.org");
}

}  // namespace
}  // namespace gatehouse::auth
