// SPDX-License-Identifier: Apache-2.0
// What every store guarantees about sessions, whichever database is in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gatehouse/base/clock.h"
#include "store/open_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite_under_test.h"
#include "store/store_under_test.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// Between two whole seconds, so that rounding has an effect.
const TimePoint start{microseconds{1'700'000'000'750'000}};
const TimePoint start_second{seconds{1'700'000'000}};

class Listener final : public ChangeObserver {
 public:
  explicit Listener(Store& store) : feed_(store.changes()) { feed_.add(*this); }
  ~Listener() override { feed_.remove(*this); }
  void on_sessions_ended(std::span<const EndedSession> sessions) noexcept override {
    const std::lock_guard lock{mutex_};
    heard_.insert(heard_.end(), sessions.begin(), sessions.end());
  }
  std::vector<EndedSession> take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(heard_, {});
  }

 private:
  ChangeFeed& feed_;
  std::mutex mutex_;
  std::vector<EndedSession> heard_;
};

class SessionsInterface : public testing::TestWithParam<StoreKind> {
 protected:
  Store& store() { return under_test_->store(); }
  SessionStore& sessions() { return store().sessions(); }
  void reopen() { under_test_->reopen(); }

  User create_user(std::string email) {
    return run(store().users().create_user(Call{}, sample_user(std::move(email)))).value();
  }
  static SessionStart session_of(const User& user) { return sample_start(user); }
  void create_client(std::string id) {
    ASSERT_TRUE(run(store().clients().create_client(Call{}, sample_client(std::move(id)))));
  }
  Session begin(const User& user) { return run(sessions().create_session(Call{}, session_of(user))).value(); }
  RefreshResult refresh(const Session& session, const Uuid& token, const SessionLimits& limits = {}) {
    return run(sessions().refresh_session(Call{}, sample_refresh(session.id, token, Uuid::random(), limits)))
        .value();
  }
  Session find(const Session& session) { return run(sessions().find_session(session.id)).value(); }

  ManualClock clock_{start};

 private:
  std::unique_ptr<StoreUnderTest> under_test_ = GetParam().make(clock_);
};

TEST_P(SessionsInterface, KeepsWhatASessionWasCreatedWith) {
  const auto user = create_user("a@b.c");
  const auto fresh = session_of(user);
  const auto created = run(sessions().create_session(Call{}, fresh));
  ASSERT_TRUE(created) << created.error();
  EXPECT_EQ(created->id, fresh.id);
  EXPECT_EQ(created->user, user.id);
  EXPECT_EQ(created->created_at, start);
  EXPECT_EQ(created->last_used_at, start);
  EXPECT_EQ(created->expires_at, start_second + days{7});
  EXPECT_EQ(created->access_until, start_second + minutes{30});
  EXPECT_EQ(created->address, "192.0.2.1");
  EXPECT_EQ(created->agent, "curl/8");
  EXPECT_EQ(created->token, fresh.token);
  EXPECT_EQ(created->replaced_token, std::nullopt);
  EXPECT_EQ(created->ended_at, std::nullopt);
  reopen();
  EXPECT_EQ(find(*created), *created);
  EXPECT_EQ(run(sessions().create_session(Call{}, fresh)).error(), StoreError::id_taken);
}

TEST_P(SessionsInterface, KnowsItsScopeAndWhatItsUserHasBeenGranted) {
  const auto user = create_user("a@b.c");
  const Roles roles{"admin read write"};
  ASSERT_TRUE(run(store().users().update_user(Call{}, new_roles(user.id, roles))));
  const auto plain = begin(user);
  EXPECT_EQ(plain.scope, std::nullopt);
  EXPECT_EQ(plain.granted, roles);
  for (const auto* scope : {"read", ""}) {
    auto fresh = session_of(user);
    fresh.scope = scope;
    const auto narrow = run(sessions().create_session(Call{}, fresh)).value();
    EXPECT_EQ(narrow.scope, scope);
    reopen();
    EXPECT_EQ(find(narrow), narrow);
    EXPECT_EQ(refresh(narrow, narrow.token).session.scope, scope);
  }
  const Roles fewer{"write"};
  ASSERT_TRUE(run(store().users().update_user(Call{}, new_roles(user.id, fewer))));
  EXPECT_EQ(find(plain).granted, fewer) << "as of now, not as of the login";
  EXPECT_EQ(refresh(plain, plain.token).session.granted, fewer);
  EXPECT_EQ(run(sessions().list_sessions(user.id))->sessions.front().granted, fewer);
}

TEST_P(SessionsInterface, BeginsOnlyForTheVerifiedPasswordOfAnEnabledUser) {
  const auto user = create_user("a@b.c");
  const auto fresh = session_of(user);
  auto stranger = fresh;
  stranger.user = Uuid::random();
  EXPECT_EQ(run(sessions().create_session(Call{}, stranger)).error(), StoreError::not_found);
  ASSERT_TRUE(
      run(store().users().update_user(Call{}, renewed_hash(user.id, user.password_hash, "other", 1))));
  EXPECT_TRUE(run(sessions().create_session(Call{}, session_of(user)))) << "it still is the same password";
  ASSERT_TRUE(run(store().users().update_user(Call{}, new_password(user.id, "new", 1))));
  EXPECT_EQ(run(sessions().create_session(Call{}, fresh)).error(), StoreError::conflict);
  const auto renewed = run(store().users().find_user_by_id(user.id)).value();
  ASSERT_TRUE(run(store().users().update_user(Call{}, disabling(user.id, true))));
  auto disabled = session_of(run(store().users().find_user_by_id(user.id)).value());
  EXPECT_EQ(run(sessions().create_session(Call{}, disabled)).error(), StoreError::conflict);
  const auto enabled = run(store().users().update_user(Call{}, disabling(user.id, false))).value();
  EXPECT_EQ(run(sessions().create_session(Call{}, session_of(renewed))).error(), StoreError::conflict)
      << "what was proved before the disabling is void";
  EXPECT_TRUE(run(sessions().create_session(Call{}, session_of(enabled))));
}

TEST_P(SessionsInterface, RefreshPutsTheSuccessorInTheTokensPlace) {
  const auto session = begin(create_user("a@b.c"));
  clock_.advance(hours{1});
  const auto successor = Uuid::random();
  const auto result =
      run(sessions().refresh_session(Call{}, sample_refresh(session.id, session.token, successor))).value();
  EXPECT_EQ(result.outcome, RefreshOutcome::rotated);
  EXPECT_EQ(result.at, clock_.now());
  EXPECT_EQ(result.session.token, successor);
  EXPECT_EQ(result.session.replaced_token, session.token);
  EXPECT_EQ(result.session.replaced_at, clock_.now());
  EXPECT_EQ(result.session.last_used_at, clock_.now());
  EXPECT_EQ(result.session.expires_at, start_second + hours{1} + days{7});
  EXPECT_EQ(result.session.access_until, start_second + hours{1} + minutes{30});
  reopen();
  EXPECT_EQ(find(session), result.session);
}

TEST_P(SessionsInterface, WithinTheGraceTheTokenJustReplacedLeadsToTheSameSuccessor) {
  const auto session = begin(create_user("a@b.c"));
  const auto first = refresh(session, session.token);
  clock_.advance(seconds{10} - microseconds{1});
  const auto again = refresh(session, session.token);
  EXPECT_EQ(again.outcome, RefreshOutcome::replayed);
  EXPECT_EQ(again.session.token, first.session.token);
  EXPECT_EQ(again.session.last_used_at, first.session.last_used_at) << "from which its times are told";
  EXPECT_EQ(again.session.expires_at, first.session.expires_at);
  EXPECT_EQ(again.session.access_until, start_second + seconds{10} + minutes{30})
      << "of the new access token";
  EXPECT_EQ(find(session), again.session);
}

TEST_P(SessionsInterface, ASpentTokenEndsTheSession) {
  const auto user = create_user("a@b.c");
  struct Case {
    const char* what;
    microseconds wait;
    bool refreshed_again;
  };
  for (const auto& [what, wait, refreshed_again] :
       {Case{"after the grace", seconds{10}, false}, Case{"two generations old", seconds{1}, true}}) {
    SCOPED_TRACE(what);
    Listener listener{store()};
    const auto session = begin(user);
    const auto other = begin(user);
    auto current = refresh(session, session.token).session;
    if (refreshed_again) current = refresh(session, current.token).session;
    clock_.advance(wait);
    const auto spent = refresh(session, session.token);
    EXPECT_EQ(spent.outcome, RefreshOutcome::spent);
    EXPECT_EQ(spent.session.ended_at, clock_.now());
    EXPECT_EQ(spent.session.end_reason, EndReason::token_reused);
    EXPECT_EQ(find(session), spent.session);
    EXPECT_THAT(listener.take(), ElementsAre(EndedSession{session.id, current.access_until}));
    EXPECT_EQ(refresh(session, current.token).outcome, RefreshOutcome::ended) << "with the current token too";
    EXPECT_EQ(refresh(session, session.token).outcome, RefreshOutcome::ended);
    EXPECT_THAT(listener.take(), IsEmpty()) << "it ends once";
    EXPECT_EQ(refresh(other, other.token).outcome, RefreshOutcome::rotated) << "others go on";
  }
}

TEST_P(SessionsInterface, ATokenNeverIssuedCountsAsSpent) {
  const auto session = begin(create_user("a@b.c"));
  EXPECT_EQ(refresh(session, Uuid::random()).outcome, RefreshOutcome::spent);
  Session nowhere = session;
  nowhere.id = Uuid::random();
  EXPECT_EQ(refresh(nowhere, session.token).outcome, RefreshOutcome::not_found);
}

TEST_P(SessionsInterface, ExpiresWhenIdleAndAtTheLast) {
  const SessionLimits limits{.idle = days{7}, .absolute = days{10}};
  const auto user = create_user("a@b.c");
  auto session = begin(user);
  clock_.advance(days{7} - seconds{1});
  session = refresh(session, session.token, limits).session;
  EXPECT_EQ(session.expires_at, start_second + days{10});
  clock_.advance(days{3});
  const auto last = refresh(session, session.token, limits);
  EXPECT_EQ(last.outcome, RefreshOutcome::rotated);
  EXPECT_EQ(last.session.access_until, start_second + days{10}) << "no access token outlives its session";
  clock_.advance(seconds{1});
  EXPECT_EQ(refresh(session, last.session.token, limits).outcome, RefreshOutcome::expired);
  EXPECT_THAT(run(sessions().list_sessions(user.id)).value().sessions, IsEmpty());

  const auto idle = begin(user);
  clock_.advance(days{7});
  EXPECT_EQ(refresh(idle, idle.token).outcome, RefreshOutcome::expired);
  const auto shortened = begin(user);
  clock_.advance(days{2});
  EXPECT_EQ(refresh(shortened, shortened.token, {.absolute = days{1}}).outcome, RefreshOutcome::expired)
      << "a shorter setting counts for sessions that are there";
}

TEST_P(SessionsInterface, ListsTheUsersOwnTheLastUsedFirst) {
  const auto user = create_user("a@b.c");
  const auto first = begin(user);
  clock_.advance(seconds{1});
  const auto second = begin(user);
  begin(create_user("b@b.c"));
  EXPECT_THAT(run(sessions().list_sessions(user.id)).value().sessions, ElementsAre(second, first));
  clock_.advance(seconds{1});
  const auto refreshed = refresh(first, first.token).session;
  EXPECT_THAT(run(sessions().list_sessions(user.id)).value().sessions, ElementsAre(refreshed, second));
  ASSERT_TRUE(run(sessions().end_session(Call{}, SessionEnd{user.id, second.id, EndReason::logged_out})));
  EXPECT_THAT(run(sessions().list_sessions(user.id)).value().sessions, ElementsAre(refreshed));
  EXPECT_THAT(run(sessions().list_sessions(Uuid::random())).value().sessions, IsEmpty());
}

TEST_P(SessionsInterface, ListsPageByPageEachSessionOnce) {
  const auto user = create_user("a@b.c");
  std::vector<Session> begun;
  for (int i = 0; i < 5; ++i) {
    if (i != 3) clock_.advance(seconds{1});  // two at the same time
    begun.insert(begun.begin(), begin(user));
  }
  std::vector<Uuid> listed;
  std::vector<std::size_t> sizes;
  std::optional<SessionCursor> next{std::in_place};
  while (next) {
    const auto page = run(sessions().list_sessions(user.id, *next, 2)).value();
    for (const auto& session : page.sessions) listed.push_back(session.id);
    sizes.push_back(page.sessions.size());
    next = page.next;
  }
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
  EXPECT_THAT(listed, UnorderedElementsAre(begun[0].id, begun[1].id, begun[2].id, begun[3].id, begun[4].id));
  EXPECT_EQ(listed.front(), begun.front().id);
  EXPECT_EQ(run(sessions().list_sessions(user.id, {}, 5))->next, std::nullopt) << "a full last page";
  EXPECT_THAT(run(sessions().list_sessions(user.id, {}, 0))->sessions, SizeIs(1)) << "brought within";
}

TEST_P(SessionsInterface, TheOldestEndWhereOneBeginsBeyondTheLimit) {
  const auto user = create_user("a@b.c");
  const auto other = begin(create_user("b@b.c"));
  const auto begin_limited = [&] {
    auto fresh = session_of(user);
    fresh.limits.per_user = 2;
    return run(sessions().create_session(Call{}, fresh)).value();
  };
  const auto first = begin(user);
  const auto second = begin(user);
  clock_.advance(seconds{1});
  refresh(first, first.token);
  Listener listener{store()};
  const auto third = begin_limited();
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{first.id, find(first).access_until}));
  EXPECT_EQ(find(first).end_reason, EndReason::too_many) << "the one that began first, used or not";
  for (const auto& live : {second, third, other}) EXPECT_EQ(find(live).ended_at, std::nullopt);
  for (int i = 0; i < 3; ++i) begin(user);
  begin_limited();
  EXPECT_THAT(run(sessions().list_sessions(user.id))->sessions, SizeIs(2)) << "where the limit was lowered";
}

TEST_P(SessionsInterface, AnotherAddressEndsTheSessionsButTheOneKept) {
  const auto user = create_user("a@b.c");
  const auto kept = begin(user);
  const auto ended = begin(user);
  create_user("taken@b.c");
  EXPECT_FALSE(run(store().users().update_user(
      Call{}, new_email(user.id, "taken@b.c", kept.id, user.credential_version))));
  EXPECT_EQ(find(ended).ended_at, std::nullopt) << "the address has not changed";
  Listener listener{store()};
  ASSERT_TRUE(run(
      store().users().update_user(Call{}, new_email(user.id, "new@b.c", kept.id, user.credential_version))));
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{ended.id, ended.access_until}));
  EXPECT_EQ(find(ended).end_reason, EndReason::email_changed);
  EXPECT_EQ(find(kept).ended_at, std::nullopt);
  ASSERT_TRUE(run(store().users().update_user(Call{}, new_email(user.id, "newer@b.c"))));
  EXPECT_EQ(find(kept).end_reason, EndReason::email_changed);
}

TEST_P(SessionsInterface, EndsOneOfTheUsersOwnOnce) {
  const auto user = create_user("a@b.c");
  const auto other = create_user("b@b.c");
  const auto session = begin(user);
  Listener listener{store()};
  EXPECT_EQ(run(sessions().end_session(Call{}, SessionEnd{other.id, session.id, EndReason::ended_by_owner}))
                .error(),
            StoreError::not_found);
  EXPECT_THAT(listener.take(), IsEmpty());
  EXPECT_TRUE(
      run(sessions().end_session(Call{}, SessionEnd{user.id, session.id, EndReason::ended_by_owner})));
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{session.id, session.access_until}));
  EXPECT_EQ(
      run(sessions().end_session(Call{}, SessionEnd{user.id, session.id, EndReason::logged_out})).error(),
      StoreError::not_found);
  EXPECT_EQ(find(session).end_reason, EndReason::ended_by_owner) << "the first reason stays";
}

TEST_P(SessionsInterface, EndsAllOfAUserButOne) {
  const auto user = create_user("a@b.c");
  const auto kept = begin(user);
  const auto first = begin(user);
  const auto second = begin(user);
  const auto others = begin(create_user("b@b.c"));
  Listener listener{store()};
  EXPECT_EQ(run(sessions().end_all_sessions(Call{}, AllSessionsEnd{user.id, EndReason::logged_out, kept.id}))
                .value(),
            2U);
  EXPECT_THAT(listener.take(), UnorderedElementsAre(EndedSession{first.id, first.access_until},
                                                    EndedSession{second.id, second.access_until}));
  EXPECT_EQ(
      run(sessions().end_all_sessions(Call{}, AllSessionsEnd{user.id, EndReason::logged_out, std::nullopt}))
          .value(),
      1U);
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{kept.id, kept.access_until}));
  EXPECT_EQ(
      run(sessions().end_all_sessions(Call{}, AllSessionsEnd{user.id, EndReason::logged_out, std::nullopt}))
          .value(),
      0U);
  EXPECT_EQ(run(sessions().end_all_sessions(
                    Call{}, AllSessionsEnd{Uuid::random(), EndReason::logged_out, std::nullopt}))
                .value(),
            0U);
  EXPECT_EQ(refresh(others, others.token).outcome, RefreshOutcome::rotated);
}

TEST_P(SessionsInterface, DisablingAUserEndsTheSessionsAndEnablingBringsNoneBack) {
  const auto user = create_user("a@b.c");
  const auto session = begin(user);
  Listener listener{store()};
  ASSERT_TRUE(run(store().users().update_user(Call{}, disabling(user.id, true))));
  EXPECT_THAT(listener.take(), SizeIs(1));
  ASSERT_TRUE(run(store().users().update_user(Call{}, disabling(user.id, false))));
  EXPECT_THAT(listener.take(), IsEmpty());
  EXPECT_EQ(refresh(session, session.token).outcome, RefreshOutcome::ended);
  EXPECT_EQ(find(session).end_reason, EndReason::user_disabled);
}

TEST_P(SessionsInterface, AnotherPasswordEndsTheSessionsButTheOneKeptAndARenewedHashNone) {
  const auto user = create_user("a@b.c");
  const auto kept = begin(user);
  const auto ended = begin(user);
  Listener listener{store()};
  ASSERT_TRUE(
      run(store().users().update_user(Call{}, renewed_hash(user.id, user.password_hash, "renewed", 1))));
  EXPECT_THAT(listener.take(), IsEmpty());
  EXPECT_EQ(run(store().users().update_user(
                    Call{}, new_password(user.id, "new", 1, std::nullopt, user.credential_version + 1)))
                .error(),
            StoreError::conflict);
  EXPECT_EQ(run(store().users().update_user(Call{}, new_password(Uuid::random(), "new", 1))).error(),
            StoreError::not_found);
  EXPECT_THAT(listener.take(), IsEmpty()) << "what failed has changed nothing";
  const auto changed = run(
      store().users().update_user(Call{}, new_password(user.id, "new", 2, kept.id, user.credential_version)));
  ASSERT_TRUE(changed) << changed.error();
  EXPECT_EQ(changed->password_hash, "new");
  EXPECT_EQ(changed->password_version, 2);
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{ended.id, ended.access_until}));
  EXPECT_EQ(find(ended).end_reason, EndReason::password_changed);
  EXPECT_EQ(refresh(kept, kept.token).outcome, RefreshOutcome::rotated);
}

TEST_P(SessionsInterface, LogsOutSessionsThatItNeverKnewToo) {
  const auto user = create_user("a@b.c");
  const auto other = create_user("b@b.c");
  const auto session = begin(user);
  const auto until = start_second + hours{2};
  std::optional<Listener> listener{std::in_place, store()};
  EXPECT_EQ(
      run(sessions().end_session(Call{}, SessionEnd{other.id, session.id, EndReason::logged_out, until}))
          .error(),
      StoreError::not_found);
  EXPECT_EQ(run(sessions().end_session(
                    Call{}, SessionEnd{Uuid::random(), Uuid::random(), EndReason::logged_out, until}))
                .error(),
            StoreError::not_found);
  EXPECT_THAT(listener->take(), IsEmpty());
  ASSERT_TRUE(
      run(sessions().end_session(Call{}, SessionEnd{user.id, session.id, EndReason::logged_out, until})));
  EXPECT_THAT(listener->take(), ElementsAre(EndedSession{session.id, session.access_until}));
  EXPECT_EQ(find(session).end_reason, EndReason::logged_out);
  EXPECT_EQ(run(sessions().end_session(Call{}, SessionEnd{user.id, session.id, EndReason::logged_out, until}))
                .error(),
            StoreError::not_found);
  const auto unknown = Uuid::random();
  ASSERT_TRUE(
      run(sessions().end_session(Call{}, SessionEnd{user.id, unknown, EndReason::logged_out, until})));
  EXPECT_THAT(listener->take(), ElementsAre(EndedSession{unknown, until}));
  listener.reset();  // must be destroyed before its store
  reopen();
  EXPECT_THAT(
      run(sessions().list_ended_sessions()).value(),
      UnorderedElementsAre(EndedSession{session.id, session.access_until}, EndedSession{unknown, until}));
  EXPECT_THAT(run(sessions().list_sessions(user.id)).value().sessions, IsEmpty());
}

TEST_P(SessionsInterface, AClockSetBackMakesTheGraceNoLonger) {
  const auto session = begin(create_user("a@b.c"));
  refresh(session, session.token);
  clock_.advance(-seconds{9});
  EXPECT_EQ(refresh(session, session.token).outcome, RefreshOutcome::replayed);
  clock_.advance(-seconds{1});
  EXPECT_EQ(refresh(session, session.token).outcome, RefreshOutcome::spent);
}

TEST_P(SessionsInterface, GoesWithItsUserButForItsEnd) {
  const auto user = create_user("a@b.c");
  const auto session = begin(user);
  std::optional<Listener> listener{std::in_place, store()};
  EXPECT_EQ(
      run(store().users().delete_user(Call{}, UserDeletion{user.id, user.credential_version + 1})).error(),
      StoreError::conflict);
  EXPECT_THAT(listener->take(), IsEmpty());
  EXPECT_EQ(find(session).ended_at, std::nullopt);
  ASSERT_TRUE(run(store().users().delete_user(Call{}, UserDeletion{user.id, user.credential_version})));
  EXPECT_THAT(listener->take(), ElementsAre(EndedSession{session.id, session.access_until}));
  listener.reset();  // must be destroyed before its store
  reopen();
  EXPECT_THAT(run(sessions().list_ended_sessions()).value(),
              ElementsAre(EndedSession{session.id, session.access_until}));
  EXPECT_EQ(run(sessions().find_session(session.id)).error(), StoreError::not_found);
  EXPECT_EQ(refresh(session, session.token).outcome, RefreshOutcome::not_found);
}

TEST_P(SessionsInterface, IsOpenToTheClientThatBeganIt) {
  const auto user = create_user("a@b.c");
  for (const auto* id : {"alice", "bob"}) create_client(id);
  auto fresh = session_of(user);
  fresh.client = "alice";
  const auto hers = run(sessions().create_session(Call{}, fresh)).value();
  EXPECT_EQ(hers.client, "alice");
  reopen();
  EXPECT_EQ(find(hers), hers);
  const auto refresh_as = [&](const Uuid& token, std::optional<std::string> client) {
    auto asked = sample_refresh(hers.id, token, Uuid::random(), {}, std::move(client));
    return run(sessions().refresh_session(Call{}, std::move(asked))).value();
  };
  for (const auto& token : {hers.token, Uuid::random()}) {
    EXPECT_EQ(refresh_as(token, "bob").outcome, RefreshOutcome::wrong_client);
    EXPECT_EQ(refresh_as(token, std::nullopt).outcome, RefreshOutcome::wrong_client);
    EXPECT_EQ(find(hers), hers) << "nothing has changed";
  }
  EXPECT_EQ(refresh_as(hers.token, "alice").outcome, RefreshOutcome::rotated);
  const auto nobodys = begin(user);
  EXPECT_EQ(nobodys.client, std::nullopt);
  const auto by_client = sample_refresh(nobodys.id, nobodys.token, Uuid::random(), {}, "bob");
  EXPECT_EQ(run(sessions().refresh_session(Call{}, by_client))->outcome, RefreshOutcome::rotated);
}

TEST_P(SessionsInterface, EndsWithItsClient) {
  const auto user = create_user("a@b.c");
  for (const auto* id : {"alice", "bob", "carol"}) create_client(id);
  const auto begin_by = [&](const char* client) {
    auto fresh = session_of(user);
    fresh.client = client;
    return run(sessions().create_session(Call{}, fresh));
  };
  const auto nobodys = begin(user);
  const auto hers = begin_by("alice").value();
  const auto his = begin_by("bob").value();
  const auto third = begin_by("carol").value();
  Listener listener{store()};
  ASSERT_TRUE(run(store().clients().update_client(Call{}, client_disabling("alice", true))));
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{hers.id, hers.access_until}));
  EXPECT_EQ(find(hers).end_reason, EndReason::client_disabled);
  EXPECT_EQ(begin_by("alice").error(), StoreError::conflict);
  ASSERT_TRUE(run(store().clients().update_client(Call{}, client_disabling("alice", false))));
  EXPECT_TRUE(begin_by("alice"));
  EXPECT_EQ(find(hers).end_reason, EndReason::client_disabled) << "enabling brings none back";
  ASSERT_TRUE(run(store().clients().delete_client(Call{}, "bob")));
  EXPECT_THAT(listener.take(), ElementsAre(EndedSession{his.id, his.access_until}));
  EXPECT_EQ(find(his).end_reason, EndReason::client_deleted);
  EXPECT_EQ(begin_by("bob").error(), StoreError::conflict);
  EXPECT_EQ(run(store().clients().delete_client(Call{}, "nobody")).error(), StoreError::not_found);
  for (const auto& other : {nobodys, third}) EXPECT_EQ(find(other).ended_at, std::nullopt);
}

TEST_P(SessionsInterface, EndedOnesAreRememberedForAsLongAsTheirTokensLastAndDeletedAfter) {
  const auto user = create_user("a@b.c");
  const auto ended = begin(user);
  const auto idle = begin(user);
  ASSERT_TRUE(run(sessions().end_session(Call{}, SessionEnd{user.id, ended.id, EndReason::logged_out})));
  reopen();
  EXPECT_THAT(run(sessions().list_ended_sessions()).value(),
              ElementsAre(EndedSession{ended.id, ended.access_until}));
  EXPECT_EQ(run(sessions().delete_expired_sessions(10)).value(), 0U);
  clock_.advance(minutes{30} - seconds{1});
  EXPECT_THAT(run(sessions().list_ended_sessions()).value(), SizeIs(1));
  EXPECT_EQ(run(sessions().delete_expired_sessions(10)).value(), 0U);
  clock_.advance(seconds{1});
  EXPECT_THAT(run(sessions().list_ended_sessions()).value(), IsEmpty());
  EXPECT_EQ(run(sessions().delete_expired_sessions(10)).value(), 1U);
  EXPECT_EQ(run(sessions().find_session(ended.id)).error(), StoreError::not_found);
  clock_.advance(days{7});
  EXPECT_EQ(run(sessions().delete_expired_sessions(10)).value(), 1U);
  EXPECT_EQ(run(sessions().find_session(idle.id)).error(), StoreError::not_found);
}

TEST_P(SessionsInterface, DeletesInBatches) {
  const auto user = create_user("a@b.c");
  for (int i = 0; i < 3; ++i) begin(user);
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(
        run(sessions().end_session(Call{}, SessionEnd{user.id, begin(user).id, EndReason::logged_out})));
  }
  clock_.advance(days{7});
  EXPECT_EQ(run(sessions().delete_expired_sessions(5)).value(), 5U);
  EXPECT_EQ(run(sessions().delete_expired_sessions(5)).value(), 2U);
  EXPECT_EQ(run(sessions().delete_expired_sessions(5)).value(), 0U);
}

TEST_P(SessionsInterface, OfFiftyRefreshesOfOneTokenOneRotates) {
  constexpr std::size_t threads = 5;
  constexpr int each = 10;
  const auto session = begin(create_user("a@b.c"));
  std::array<std::vector<RefreshResult>, threads> results;
  std::vector<std::thread> running;
  for (std::size_t t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      std::vector<awaitable<StoreResult<RefreshResult>>> attempts;
      for (int i = 0; i < each; ++i) {
        attempts.push_back(
            sessions().refresh_session(Call{}, sample_refresh(session.id, session.token, Uuid::random())));
      }
      for (auto& result : run_all(std::move(attempts))) results[t].push_back(result.value());
    });
  }
  for (auto& thread : running) thread.join();
  const auto now = find(session);
  int rotated = 0;
  for (const auto& some : results) {
    EXPECT_THAT(some, SizeIs(each));
    for (const auto& result : some) {
      if (result.outcome == RefreshOutcome::rotated) ++rotated;
      EXPECT_TRUE(result.outcome == RefreshOutcome::rotated || result.outcome == RefreshOutcome::replayed);
      EXPECT_EQ(result.session.token, now.token) << "one live chain";
    }
  }
  EXPECT_EQ(rotated, 1);
}

/// Returns of how many sessions the database still has the address or agent.
std::int64_t count_origins(const std::filesystem::path& folder) {
  auto connection = sqlite::Connection::open({folder / "gatehouse.db", {}}, sqlite::Access::write).value();
  sqlite::Query count{connection, "SELECT count(*) FROM sessions WHERE address <> '' OR agent <> ''"};
  EXPECT_EQ(count.step(), SQLITE_ROW) << connection.error_text();
  return count.integer(0);
}

TEST(SqliteSessions, OfADeletedUserForgetWhereTheyCameFrom) {
  const TemporaryFolder folder;
  StoreOptions options;
  options.folder = folder.path();
  {
    const auto store = open_store(options).value();
    std::vector<User> users;
    for (const auto* email : {"a@b.c", "b@b.c"}) {
      users.push_back(run(store->users().create_user(Call{}, sample_user(email))).value());
      for (int i = 0; i < 2; ++i) {
        auto fresh = sample_start(users.back());
        const auto session = run(store->sessions().create_session(Call{}, fresh)).value();
        if (i == 0) {
          ASSERT_TRUE(run(store->sessions().end_session(
              Call{}, SessionEnd{session.user, session.id, EndReason::logged_out})));
        }
      }
    }
    ASSERT_TRUE(run(store->users().delete_user(Call{}, UserDeletion{users.front().id})));
  }
  EXPECT_EQ(count_origins(folder.path()), 2) << "the other user's, ended and live";
}

INSTANTIATE_TEST_SUITE_P(Sqlite, SessionsInterface, testing::Values(sqlite_kind),
                         [](const auto& instance) { return std::string{instance.param.name}; });

}  // namespace
}  // namespace gatehouse::store
