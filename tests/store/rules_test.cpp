// SPDX-License-Identifier: Apache-2.0
// What changes lead to, without a database.
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "store/print.h"
#include "store/rules/audit_rules.h"
#include "store/rules/session_rules.h"
#include "store/rules/user_rules.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"

namespace gatehouse::store::rules {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const TimePoint now{seconds{1'700'000'000}};

User ada() {
  auto user = new_user(sample_user("ada@example.org"), now);
  user.revision = 5;
  user.credential_version = 3;
  return user;
}

Actor by(const User& user) { return Actor{ActorKind::user, user.id.to_string()}; }

TEST(UserRules, WhatAChangeExpectsMustBeSo) {
  const auto user = ada();
  auto change = new_email(user.id, "new@example.org");
  for (const auto wrong : {0, 4, 6}) {
    change.revision = wrong;
    EXPECT_EQ(judge_change(user, change, Actor{}, now).error(), StoreError::conflict) << wrong;
  }
  change.revision = 5;
  EXPECT_TRUE(judge_change(user, change, Actor{}, now));
  change.credential_version = 2;
  EXPECT_EQ(judge_change(user, change, Actor{}, now).error(), StoreError::conflict);
  change.credential_version = 3;
  EXPECT_TRUE(judge_change(user, change, Actor{}, now));
  EXPECT_EQ(judge_change(user, renewed_hash(user.id, "another", "new", 1), Actor{}, now).error(),
            StoreError::conflict);
  EXPECT_EQ(judge_deletion(user, UserDeletion{user.id, 2}).error(), StoreError::conflict);
  EXPECT_TRUE(judge_deletion(user, UserDeletion{user.id, 3}));
  EXPECT_TRUE(judge_deletion(user, UserDeletion{user.id}));
}

TEST(UserRules, EachChangeEndsSessionsAndRaisesVersionsAsItShould) {
  const auto user = ada();
  struct Case {
    const char* action;
    UserChange change;
    std::optional<EndReason> ends;
    std::uint64_t revision;
    std::uint64_t credential_version;
  };
  const Case cases[] = {
      {"password_set", new_password(user.id, "new", 2), EndReason::password_changed, 6, 4},
      {"hash_renewal", renewed_hash(user.id, user.password_hash, "new", 2), std::nullopt, 5, 3},
      {"email_change", new_email(user.id, "new@example.org"), EndReason::email_changed, 6, 3},
      {"user_disable", disabling(user.id, true), EndReason::user_disabled, 6, 4},
      {"user_enable", disabling(user.id, false), std::nullopt, 6, 3},
      {"role_grant", new_roles(user.id, {"b a"}), std::nullopt, 6, 3},
  };
  for (const auto& [action, change, ends, revision, credential_version] : cases) {
    const auto verdict = judge_change(user, change, Actor{ActorKind::the_operator}, now + hours{1});
    ASSERT_TRUE(verdict) << action;
    EXPECT_EQ(verdict->note.action, action);
    EXPECT_EQ(verdict->ends, ends) << action;
    EXPECT_EQ(verdict->after.revision, revision) << action;
    EXPECT_EQ(verdict->after.credential_version, credential_version) << action;
    EXPECT_EQ(verdict->after.updated_at, now + hours{1}) << action;
    EXPECT_EQ(verdict->after.created_at, now) << action;
    EXPECT_EQ(verdict->note.subject.id, user.id.to_string());
  }
  auto disabled = user;
  disabled.disabled = true;
  EXPECT_EQ(judge_change(disabled, disabling(user.id, false), Actor{}, now)->after.credential_version, 4U);
}

TEST(UserRules, AChangeOfManyThingsIsNamedForTheOneThatMattersMost) {
  const auto user = ada();
  auto change = new_password(user.id, "new", 1);
  change.email = "new@example.org";
  change.disabled = true;
  change.roles.emplace(Roles{"b a b"});
  const auto verdict = judge_change(user, change, by(user), now).value();
  EXPECT_EQ(verdict.note.action, "user_disable");
  EXPECT_EQ(verdict.ends, EndReason::user_disabled);
  EXPECT_EQ(verdict.after.roles.words, "a b") << "each once, sorted";
  EXPECT_EQ(verdict.note.details, R"({"changed":"disabled password roles email","from":"","to":"a b"})");
}

TEST(UserRules, APasswordIsChangedByItsUserAndSetByOthers) {
  const auto user = ada();
  const auto change = new_password(user.id, "new", 1);
  EXPECT_EQ(judge_change(user, change, by(user), now)->note.action, "password_change");
  EXPECT_EQ(judge_change(user, change, Actor{ActorKind::user, Uuid::random().to_string()}, now)->note.action,
            "password_set");
  EXPECT_EQ(judge_change(user, change, Actor{}, now)->note.details, R"({"changed":"password"})")
      << "nothing of the hash";
}

class SessionRules : public testing::Test {
 protected:
  RefreshVerdict judge(const Session& before, const Uuid& token, TimePoint at, bool is_disabled = false,
                       std::optional<std::string> client = {}) {
    const auto asked = sample_refresh(before.id, token, successor_, {}, std::move(client));
    return judge_refresh(before, is_disabled, asked, at);
  }

  Uuid successor_ = Uuid::random();
  Session session_ = new_session(sample_start(ada()), now);
};

TEST_F(SessionRules, TheCurrentTokenIsReplaced) {
  const auto verdict = judge(session_, session_.token, now + hours{1});
  EXPECT_EQ(verdict.outcome, RefreshOutcome::rotated);
  EXPECT_EQ(verdict.after.token, successor_);
  EXPECT_EQ(verdict.after.replaced_token, session_.token);
  EXPECT_EQ(verdict.after.replaced_at, now + hours{1});
  EXPECT_EQ(verdict.after.expires_at, now + hours{1} + days{7});
  EXPECT_EQ(verdict.after.access_until, now + hours{1} + minutes{30});
  EXPECT_TRUE(changes_session(verdict.outcome));
}

TEST_F(SessionRules, AReplacedTokenIsAcceptedForTheGraceOnly) {
  const auto after = judge(session_, session_.token, now).after;
  for (const auto since : {seconds{0}, seconds{9}, seconds{-9}}) {
    const auto verdict = judge(after, session_.token, now + since);
    EXPECT_EQ(verdict.outcome, RefreshOutcome::replayed) << since.count();
    EXPECT_EQ(verdict.after.token, after.token);
  }
  for (const auto since : {seconds{10}, seconds{-10}, seconds{3600}}) {
    const auto verdict = judge(after, session_.token, now + since);
    EXPECT_EQ(verdict.outcome, RefreshOutcome::spent) << since.count();
    EXPECT_EQ(verdict.after.end_reason, EndReason::token_reused);
  }
  EXPECT_EQ(judge(after, Uuid::random(), now).outcome, RefreshOutcome::spent) << "an older one";
}

TEST_F(SessionRules, NothingChangesWhereARefreshIsRefused) {
  session_.client = "alice";
  auto ended = session_;
  ended.ended_at = now;
  struct Case {
    RefreshVerdict verdict;
    RefreshOutcome outcome;
    Session before;
  };
  const Case cases[] = {
      {judge(session_, session_.token, now, false, "bob"), RefreshOutcome::wrong_client, session_},
      {judge(session_, Uuid::random(), now), RefreshOutcome::wrong_client, session_},
      {judge(session_, session_.token, now, true, "alice"), RefreshOutcome::ended, session_},
      {judge(ended, session_.token, now, false, "alice"), RefreshOutcome::ended, ended},
      {judge(session_, session_.token, now + days{7}, false, "alice"), RefreshOutcome::expired, session_},
  };
  for (const auto& [verdict, outcome, before] : cases) {
    EXPECT_EQ(verdict.outcome, outcome);
    EXPECT_EQ(verdict.after, before);
    EXPECT_FALSE(changes_session(outcome));
  }
}

AuditEntry entry() {
  AuditEntry made;
  made.number = 7;
  made.call = Uuid::version_7(now);
  made.at = now;
  made.actor = Actor{ActorKind::user, "ab"};
  made.actor.address = "192.0.2.1";
  made.actor.agent = "curl";
  made.actor.request_id = "c";
  made.action = "login";
  made.subject = {SubjectKind::user, "de", "ada@example.org"};
  made.outcome = "done";
  return made;
}

TEST(AuditRules, NoTwoEntriesHaveTheSameBytes) {
  const auto one = entry();
  auto moved = one;
  moved.actor.id = "a";
  moved.actor.request_id = "bc";  // the same letters, on the other side of a field's end
  EXPECT_NE(sealed_bytes(one, "digest"), sealed_bytes(moved, "digest"));
  auto renamed = one;
  renamed.subject.name = "eve@example.org";
  EXPECT_EQ(sealed_bytes(one, "digest"), sealed_bytes(renamed, "digest"))
      << "personal fields enter by the digest";
  EXPECT_NE(personal_bytes(one, "salt"), personal_bytes(renamed, "salt"));
  EXPECT_NE(personal_bytes(one, "salt"), personal_bytes(one, "tals"));
  EXPECT_NE(sealed_bytes(one, "digest"), sealed_bytes(one, "digesu"));
}

TEST(AuditRules, DetailsAreJsonWhateverTheyHold) {
  EXPECT_EQ(details_of({{"name", "a\"b\\\n"}}), R"({"name":"a\"b\\\n"})");
  EXPECT_EQ(note_of_refresh(RefreshOutcome::spent, Session{}).action, "token_reuse");
  EXPECT_EQ(note_of_refresh(RefreshOutcome::replayed, Session{}).outcome, "replayed");
}

}  // namespace
}  // namespace gatehouse::store::rules
