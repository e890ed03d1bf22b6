// SPDX-License-Identifier: Apache-2.0
// What every store guarantees, whichever database is in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <numeric>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/base/ascii.h"
#include "gatehouse/base/clock.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"
#include "store/sqlite_under_test.h"
#include "store/store.h"
#include "store/store_under_test.h"

namespace gatehouse::store {
namespace {

using std::chrono::microseconds;
using testing::ElementsAre;
using testing::IsEmpty;

const TimePoint start{microseconds{1'700'000'000'123'456}};

class StoreInterface : public testing::TestWithParam<StoreKind> {
 protected:
  Store& store() { return under_test_->store(); }
  User create(std::string email) {
    return run(store().users().create_user(Call{}, sample_user(std::move(email)))).value();
  }
  void reopen() { under_test_->reopen(); }

  ManualClock clock_{start};

 private:
  std::unique_ptr<StoreUnderTest> under_test_ = GetParam().make(clock_);
};

std::vector<std::string> emails(const UserPage& page) {
  std::vector<std::string> found;
  for (const auto& user : page.users) found.push_back(user.email);
  return found;
}

/// Collects published changes.
class Listener final : public ChangeObserver {
 public:
  explicit Listener(Store& store) : feed_(store.changes()) { feed_.add(*this); }
  ~Listener() override { feed_.remove(*this); }
  void on_users_changed(std::span<const Uuid> ids) noexcept override {
    const std::lock_guard lock{mutex_};
    heard_.insert(heard_.end(), ids.begin(), ids.end());
  }
  std::vector<Uuid> take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(heard_, {});
  }

 private:
  ChangeFeed& feed_;
  std::mutex mutex_;
  std::vector<Uuid> heard_;
};

TEST_P(StoreInterface, ManyUsersAtOnceSaveThoseThatAreTaken) {
  const auto there = create("there@example.com");
  Listener listener{store()};
  auto first = sample_user("first@example.com");
  first.created_at = TimePoint{microseconds{42}};
  auto same_id = sample_user("second@example.com");
  same_id.id = first.id;
  const std::vector<NewUser> batch{first, sample_user("THERE@example.com"), same_id,
                                   sample_user("First@Example.com"), sample_user("last@example.com")};
  const auto errors = run(store().users().create_users(Call{}, batch)).value();
  using Error = std::optional<StoreError>;
  EXPECT_THAT(errors, ElementsAre(Error{}, Error{StoreError::email_taken}, Error{StoreError::id_taken},
                                  Error{StoreError::email_taken}, Error{}));
  EXPECT_THAT(emails(run(store().users().list_users("", "", 9)).value()),
              ElementsAre("first@example.com", "last@example.com", "there@example.com"));
  EXPECT_EQ(run(store().users().find_user_by_id(first.id))->created_at, *first.created_at);
  EXPECT_EQ(run(store().users().find_user_by_id(there.id)).value(), there);
  EXPECT_THAT(listener.take(), IsEmpty()) << "nobody has a copy of what is new";
  EXPECT_THAT(run(store().users().create_users(Call{}, {})).value(), IsEmpty());
}

TEST_P(StoreInterface, KeepsWhatAUserWasCreatedWith) {
  NewUser fresh{Uuid::random(), "Jo.Doe@Example.COM", "$2b$12$hash", 3};
  fresh.disabled = true;
  fresh.roles = {"admin reports:read reports:write"};
  const auto created = run(store().users().create_user(Call{}, fresh));
  ASSERT_TRUE(created) << created.error();
  EXPECT_EQ(created->id, fresh.id);
  EXPECT_EQ(created->email, "Jo.Doe@Example.COM");
  EXPECT_EQ(created->password_hash, "$2b$12$hash");
  EXPECT_EQ(created->password_version, 3);
  EXPECT_TRUE(created->disabled);
  EXPECT_EQ(created->roles, fresh.roles);
  EXPECT_EQ(created->created_at, start);
  EXPECT_EQ(created->updated_at, start);
  EXPECT_EQ(created->last_login_at, std::nullopt);
  EXPECT_EQ(run(store().users().find_user_by_id(fresh.id)).value(), *created);
  reopen();
  EXPECT_EQ(run(store().users().find_user_by_id(fresh.id)).value(), *created);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "jo.doe@example.com")).value(),
            *created);
}

TEST_P(StoreInterface, AnImportKeepsItsTimeOfCreation) {
  auto fresh = sample_user("a@b.c");
  fresh.created_at = TimePoint{microseconds{-5}};  // before 1970
  EXPECT_EQ(run(store().users().create_user(Call{}, fresh))->created_at, fresh.created_at);
}

TEST_P(StoreInterface, WhatIsNotThereIsNotFound) {
  const auto nobody = Uuid::random();
  EXPECT_EQ(run(store().users().find_user_by_id(nobody)).error(), StoreError::not_found);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "a@b.c")).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "")).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().update_user(Call{}, renewed_hash(nobody, "a", "b", 1))).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().update_user(Call{}, new_email(nobody, "a@b.c"))).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().update_user(Call{}, disabling(nobody, true))).error(), StoreError::not_found);
  EXPECT_EQ(run(store().users().update_user(Call{}, new_roles(nobody, {"a"}))).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().delete_user(Call{}, UserDeletion{nobody})).error(), StoreError::not_found);
  EXPECT_EQ(run(store().users().estimate_users()).value(), 0U);
}

TEST_P(StoreInterface, AnAddressIsTakenInEveryCase) {
  const auto first = create("Jo@Example.com");
  EXPECT_EQ(run(store().users().create_user(Call{}, sample_user("Jo@Example.com"))).error(),
            StoreError::email_taken);
  EXPECT_EQ(run(store().users().create_user(Call{}, sample_user("jO@eXAMPLE.COM"))).error(),
            StoreError::email_taken);
  EXPECT_EQ(run(store().users().estimate_users()).value(), 1U);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "jo@example.com")).value(),
            first);
}

TEST_P(StoreInterface, AnIdIsTakenOnce) {
  auto again = sample_user("other@b.c");
  again.id = create("a@b.c").id;
  EXPECT_EQ(run(store().users().create_user(Call{}, again)).error(), StoreError::id_taken);
  auto both = sample_user("A@b.c");
  both.id = again.id;
  const auto refused = run(store().users().create_user(Call{}, both)).error();
  EXPECT_TRUE(refused == StoreError::id_taken || refused == StoreError::email_taken) << refused;
  EXPECT_EQ(run(store().users().estimate_users()).value(), 1U);
}

TEST_P(StoreInterface, TextIsNeverReadAsSql) {
  const std::string nasty = "'; DROP TABLE users; --\"\\%_@b.c";
  const auto created = create(nasty);
  EXPECT_EQ(created.email, nasty);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, fold_case(nasty))).value(),
            created);
  EXPECT_THAT(emails(run(store().users().list_users("'; drop", "", 10)).value()), ElementsAre(nasty));
  EXPECT_THAT(emails(run(store().users().list_users("%", "", 10)).value()), IsEmpty());
}

TEST_P(StoreInterface, APasswordIsReplacedOnlyIfItIsTheExpectedOne) {
  const auto before = create("a@b.c");
  clock_.advance(microseconds{10});
  const auto after =
      run(store().users().update_user(Call{}, renewed_hash(before.id, before.password_hash, "new", 2)));
  ASSERT_TRUE(after) << after.error();
  auto expected = before;
  expected.password_hash = "new";
  expected.password_version = 2;
  expected.updated_at = start + microseconds{10};
  EXPECT_EQ(*after, expected);
  EXPECT_EQ(run(store().users().update_user(Call{}, renewed_hash(before.id, before.password_hash, "late", 9)))
                .error(),
            StoreError::conflict);
  EXPECT_EQ(run(store().users().find_user_by_id(before.id)).value(), expected);
}

TEST_P(StoreInterface, OfManyReplacementsOfOnePasswordOneSucceeds) {
  const auto user = create("a@b.c");
  std::vector<awaitable<StoreResult<User>>> attempts;
  for (int i = 0; i < 50; ++i) {
    attempts.push_back(store().users().update_user(
        Call{}, renewed_hash(user.id, user.password_hash, "hash" + std::to_string(i), 1)));
  }
  const auto outcomes = run_all(std::move(attempts));
  const auto done = std::ranges::count_if(outcomes, [](const auto& outcome) { return outcome.has_value(); });
  const auto conflicts =
      std::ranges::count_if(outcomes, [](const auto& o) { return !o && o.error() == StoreError::conflict; });
  EXPECT_EQ(done, 1);
  EXPECT_EQ(conflicts, 49);
}

TEST_P(StoreInterface, AnAddressChanges) {
  const auto before = create("a@b.c");
  create("taken@b.c");
  clock_.advance(microseconds{1});
  const auto after = run(store().users().update_user(Call{}, new_email(before.id, "New@B.c")));
  ASSERT_TRUE(after) << after.error();
  EXPECT_EQ(after->email, "New@B.c");
  EXPECT_EQ(after->updated_at, start + microseconds{1});
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "a@b.c")).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "new@b.c"))->id, before.id);
  EXPECT_EQ(run(store().users().update_user(Call{}, new_email(before.id, "TAKEN@b.c"))).error(),
            StoreError::email_taken);
  EXPECT_EQ(run(store().users().update_user(Call{}, new_email(before.id, "NEW@b.c")))->email, "NEW@b.c")
      << "one's own in another case";
  EXPECT_EQ(create("a@b.c").email, "a@b.c") << "the old one is free again";
  EXPECT_EQ(run(store().users().update_user(Call{},
                                            new_email(before.id, "x@b.c", {}, before.credential_version + 1)))
                .error(),
            StoreError::conflict);
  EXPECT_EQ(
      run(store().users().update_user(Call{}, new_email(before.id, "x@b.c", {}, before.credential_version)))
          ->email,
      "x@b.c");
}

TEST_P(StoreInterface, FlagsChange) {
  const auto user = create("a@b.c");
  clock_.advance(microseconds{1});
  EXPECT_TRUE(run(store().users().update_user(Call{}, disabling(user.id, true)))->disabled);
  auto now = run(store().users().find_user_by_id(user.id)).value();
  EXPECT_TRUE(now.disabled);
  EXPECT_EQ(now.updated_at, start + microseconds{1});
  EXPECT_FALSE(run(store().users().update_user(Call{}, disabling(user.id, false)))->disabled);
}

TEST_P(StoreInterface, RolesChangeFromWhatTheyWereThoughtToBe) {
  const auto user = create("a@b.c");
  const auto other = create("b@b.c");
  EXPECT_EQ(user.roles, Roles{});
  clock_.advance(microseconds{1});
  const Roles some{"a admin b"};
  const auto changed =
      run(store().users().update_user(Call{}, new_roles(user.id, Roles{"b a admin a"}, user.revision)));
  ASSERT_TRUE(changed) << changed.error();
  EXPECT_EQ(changed->roles, some);
  EXPECT_EQ(changed->updated_at, start + microseconds{1});
  EXPECT_EQ(changed->revision, user.revision + 1);
  for (const auto wrong : {user.revision, user.revision + 2}) {
    EXPECT_EQ(run(store().users().update_user(Call{}, new_roles(user.id, {}, wrong))).error(),
              StoreError::conflict);
  }
  EXPECT_EQ(run(store().users().update_user(Call{}, new_roles(Uuid::random(), some))).error(),
            StoreError::not_found);
  reopen();
  EXPECT_EQ(run(store().users().find_user_by_id(user.id)).value(), *changed);
  EXPECT_EQ(run(store().users().find_user_by_id(other.id)).value(), other);
  EXPECT_EQ(run(store().users().list_users("a@", "", 1))->users.at(0).roles, some);
  EXPECT_EQ(run(store().users().update_user(Call{}, new_roles(user.id, {}, changed->revision)))->roles,
            Roles{});
}

TEST_P(StoreInterface, ADeletedUserIsGone) {
  const auto user = create("a@b.c");
  const auto other = create("b@b.c");
  EXPECT_TRUE(run(store().users().delete_user(Call{}, UserDeletion{user.id})));
  EXPECT_EQ(run(store().users().delete_user(Call{}, UserDeletion{user.id})).error(), StoreError::not_found);
  EXPECT_EQ(run(store().users().find_user_by_id(user.id)).error(), StoreError::not_found);
  EXPECT_EQ(run(store().users().find_user_by_identifier(IdentifierKind::email, "a@b.c")).error(),
            StoreError::not_found);
  EXPECT_EQ(run(store().users().find_user_by_id(other.id)).value(), other);
  EXPECT_NE(create("A@b.c").id, user.id);
}

TEST_P(StoreInterface, UsersAreListedByFoldedAddressPageByPage) {
  for (const auto* email : {"B1@x.y", "a3@x.y", "c@x.y", "A1@x.y", "a2@x.y"}) create(email);
  const auto first = run(store().users().list_users("", "", 2)).value();
  EXPECT_THAT(emails(first), ElementsAre("A1@x.y", "a2@x.y"));
  ASSERT_TRUE(first.next);
  const auto second = run(store().users().list_users("", *first.next, 2)).value();
  EXPECT_THAT(emails(second), ElementsAre("a3@x.y", "B1@x.y"));
  ASSERT_TRUE(second.next);
  const auto third = run(store().users().list_users("", *second.next, 2)).value();
  EXPECT_THAT(emails(third), ElementsAre("c@x.y"));
  EXPECT_EQ(third.next, std::nullopt);
}

TEST_P(StoreInterface, AFullLastPageHasNoNext) {
  for (const auto* email : {"a@x.y", "b@x.y"}) create(email);
  EXPECT_EQ(run(store().users().list_users("", "", 2))->next, std::nullopt);
}

TEST_P(StoreInterface, UsersAreListedByPrefix) {
  for (const auto* email : {"a@x.y", "Ab@x.y", "ab@x.yz", "ac@x.y", "b@x.y"}) create(email);
  EXPECT_THAT(emails(run(store().users().list_users("ab", "", 10)).value()),
              ElementsAre("Ab@x.y", "ab@x.yz"));
  EXPECT_THAT(emails(run(store().users().list_users("ab", "ab@x.y", 10)).value()), ElementsAre("ab@x.yz"));
  EXPECT_THAT(emails(run(store().users().list_users("ab", "b", 10)).value()), IsEmpty());
  EXPECT_THAT(emails(run(store().users().list_users("zz", "", 10)).value()), IsEmpty());
}

TEST_P(StoreInterface, PagesAreBounded) {
  create("a@x.y");
  create("b@x.y");
  EXPECT_THAT(emails(run(store().users().list_users("", "", 0)).value()), ElementsAre("a@x.y"));
  EXPECT_EQ(run(store().users().list_users("", "", SIZE_MAX))->users.size(), 2U);
}

TEST_P(StoreInterface, ALoginIsNotedWithoutBeingAChange) {
  const auto user = create("a@b.c");
  auto listener = std::make_unique<Listener>(store());
  const auto at = start + microseconds{99};
  store().users().note_login(user.id, at);
  store().users().note_login(user.id, start);      // an older one that arrives late
  store().users().note_login(Uuid::random(), at);  // of a user who was deleted
  store().close();
  EXPECT_THAT(listener->take(), testing::IsEmpty());
  listener.reset();  // must be destroyed before its store
  reopen();
  auto expected = user;
  expected.last_login_at = at;
  EXPECT_EQ(run(store().users().find_user_by_id(user.id)).value(), expected);
}

TEST_P(StoreInterface, ChangesAreToldBeforeTheyAreAnswered) {
  const auto user = create("a@b.c");
  Listener listener{store()};
  create("b@b.c");
  EXPECT_THAT(listener.take(), IsEmpty()) << "nobody has a copy of what is new";
  ASSERT_TRUE(run(store().users().update_user(Call{}, renewed_hash(user.id, user.password_hash, "new", 1))));
  EXPECT_THAT(listener.take(), ElementsAre(user.id));
  ASSERT_TRUE(run(store().users().update_user(Call{}, new_email(user.id, "c@b.c"))));
  EXPECT_THAT(listener.take(), ElementsAre(user.id));
  ASSERT_TRUE(run(store().users().update_user(Call{}, disabling(user.id, true))));
  EXPECT_THAT(listener.take(), ElementsAre(user.id));
  ASSERT_TRUE(run(store().users().update_user(Call{}, new_roles(user.id, {"a"}))));
  EXPECT_THAT(listener.take(), ElementsAre(user.id));
  ASSERT_FALSE(run(store().users().update_user(Call{}, new_email(user.id, "b@b.c"))));
  EXPECT_THAT(listener.take(), IsEmpty()) << "nothing has changed";
  ASSERT_TRUE(run(store().users().delete_user(Call{}, UserDeletion{user.id})));
  EXPECT_THAT(listener.take(), ElementsAre(user.id));
}

TEST_P(StoreInterface, AReadyStoreSaysSo) { EXPECT_TRUE(run(store().check())); }

TEST_P(StoreInterface, AClosedStoreTakesNoChanges) {
  const auto user = create("a@b.c");
  store().close();
  store().close();
  EXPECT_EQ(run(store().users().create_user(Call{}, sample_user("b@b.c"))).error(), StoreError::unavailable);
  EXPECT_EQ(run(store().users().delete_user(Call{}, UserDeletion{user.id})).error(), StoreError::unavailable);
}

TEST_P(StoreInterface, EightThreadsCreateAndReadBack) {
  constexpr int threads = 8;
  constexpr int each = 40;
  std::vector<std::thread> running;
  std::array<int, threads> found{};
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      std::vector<awaitable<StoreResult<User>>> creations;
      for (int i = 0; i < each; ++i) {
        creations.push_back(store().users().create_user(
            Call{}, sample_user(std::to_string(i) + "@thread" + std::to_string(t) + ".test")));
      }
      for (const auto& created : run_all(std::move(creations))) {
        if (created && run(store().users().find_user_by_id(created->id)) == created)
          ++found[static_cast<size_t>(t)];
      }
    });
  }
  for (auto& thread : running) thread.join();
  EXPECT_THAT(found, testing::Each(each));
  EXPECT_EQ(run(store().users().estimate_users()).value(), std::uint64_t{threads * each});
}

/// Returns `email` with the case of each letter chosen by a bit of `pattern`.
std::string in_case(std::string email, unsigned pattern) {
  for (std::size_t i = 0; i < email.size(); ++i) {
    if ((pattern >> i & 1U) != 0 && email[i] >= 'a' && email[i] <= 'z')
      email[i] = static_cast<char>(email[i] - 32);
  }
  return email;
}

TEST_P(StoreInterface, OfTwoHundredCreationsOfOneAddressOneSucceeds) {
  constexpr unsigned threads = 8;
  constexpr unsigned each = 25;
  std::vector<std::thread> running;
  std::array<std::size_t, threads> created{};
  std::array<std::size_t, threads> taken{};
  for (unsigned t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      std::vector<awaitable<StoreResult<User>>> attempts;
      for (unsigned i = 0; i < each; ++i) {
        attempts.push_back(
            store().users().create_user(Call{}, sample_user(in_case("jo@example.com", t * each + i))));
      }
      for (const auto& outcome : run_all(std::move(attempts))) {
        if (outcome) ++created[t];
        if (!outcome && outcome.error() == StoreError::email_taken) ++taken[t];
      }
    });
  }
  for (auto& thread : running) thread.join();
  EXPECT_EQ(std::accumulate(created.begin(), created.end(), std::size_t{0}), 1U);
  EXPECT_EQ(std::accumulate(taken.begin(), taken.end(), std::size_t{0}), 199U);
  EXPECT_EQ(run(store().users().estimate_users()).value(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreInterface, testing::Values(sqlite_kind),
                         [](const auto& instance) { return std::string{instance.param.name}; });

}  // namespace
}  // namespace gatehouse::store
