// SPDX-License-Identifier: Apache-2.0
// What changes lead to, without a database.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

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
  EXPECT_EQ(judge_change(user, change, Actor{ActorKind::client, user.id.to_string()}, now)->note.action,
            "password_set")
      << "a client whose id is that of the user";
  EXPECT_EQ(judge_change(user, change, Actor{}, now)->note.details, R"({"changed":"password"})")
      << "nothing of the hash";
}

TEST(UserRules, AChangeSetsWhatItNamesAndNothingElse) {
  const auto user = ada();
  const auto after = [&](const UserChange& change) {
    return judge_change(user, change, Actor{}, now)->after;
  };
  auto with_password = user;
  with_password.password_hash = "new";
  with_password.password_version = 2;
  with_password.revision = 6;
  with_password.credential_version = 4;
  EXPECT_EQ(after(new_password(user.id, "new", 2)), with_password);
  auto with_hash = with_password;
  with_hash.revision = 5;
  with_hash.credential_version = 3;
  EXPECT_EQ(after(renewed_hash(user.id, user.password_hash, "new", 2)), with_hash);
  auto with_email = user;
  with_email.email = "New@example.org";
  with_email.revision = 6;
  EXPECT_EQ(after(new_email(user.id, "New@example.org")), with_email);
  EXPECT_EQ(judge_change(user, new_email(user.id, "New@example.org"), Actor{}, now)->note.subject.name,
            "New@example.org");
}

TEST(UserRules, AUserBeginsAsAskedFor) {
  auto fresh = sample_user("Ada@example.org");
  fresh.disabled = true;
  fresh.roles = Roles{"b a b"};
  fresh.created_at = now - days{1};
  const auto user = new_user(fresh, now);
  EXPECT_EQ(user.email, "Ada@example.org");
  EXPECT_TRUE(user.disabled);
  EXPECT_EQ(user.roles.words, "a b");
  EXPECT_EQ(user.created_at, now - days{1}) << "an import keeps it";
  EXPECT_EQ(user.updated_at, now);
  EXPECT_EQ(user.revision, 1U);
  EXPECT_EQ(user.credential_version, 1U);
  EXPECT_EQ(new_user(sample_user("b@example.org"), now).created_at, now);
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
  EXPECT_EQ(verdict.after.last_used_at, now + hours{1});
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
    EXPECT_EQ(verdict.after.expires_at, after.expires_at) << "only the access token is new";
    EXPECT_EQ(verdict.after.access_until, now + std::max(since, seconds{0}) + minutes{30});
    EXPECT_TRUE(changes_session(verdict.outcome));
  }
  for (const auto since : {seconds{10}, seconds{-10}, seconds{3600}}) {
    const auto verdict = judge(after, session_.token, now + since);
    EXPECT_EQ(verdict.outcome, RefreshOutcome::spent) << since.count();
    EXPECT_EQ(verdict.after.end_reason, EndReason::token_reused);
    EXPECT_EQ(verdict.after.ended_at, now + since);
    EXPECT_TRUE(changes_session(verdict.outcome));
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
      {judge(ended, ended.token, now, false, "bob"), RefreshOutcome::wrong_client, ended},
      {judge(session_, session_.token, now, true, "bob"), RefreshOutcome::wrong_client, session_},
      {judge(session_, session_.token, now + days{7}, false, "bob"), RefreshOutcome::wrong_client, session_},
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

TEST_F(SessionRules, ASessionThatNoClientBeganIsOpenToAll) {
  EXPECT_EQ(judge(session_, session_.token, now, false, "bob").outcome, RefreshOutcome::rotated);
  session_.client = "alice";
  EXPECT_TRUE(is_open_to(session_, "alice"));
  EXPECT_FALSE(is_open_to(session_, "bob"));
  EXPECT_FALSE(is_open_to(session_, std::nullopt));
}

TEST_F(SessionRules, NothingOutlivesTheAbsoluteLimit) {
  const auto end = now + days{30};
  session_.expires_at = end + days{1};  // as a longer setting has left it
  EXPECT_EQ(judge(session_, session_.token, end).outcome, RefreshOutcome::expired);
  const auto last = judge(session_, session_.token, end - seconds{1});
  EXPECT_EQ(last.outcome, RefreshOutcome::rotated);
  EXPECT_EQ(last.after.expires_at, end);
  EXPECT_EQ(last.after.access_until, end);
}

TEST_F(SessionRules, TimesOfTokensAreWholeSecondsAndAccessIsNeverCutShort) {
  const auto late = now + std::chrono::milliseconds{700};
  const auto first = judge(session_, session_.token, late).after;
  EXPECT_EQ(first.expires_at, now + days{7});
  EXPECT_EQ(first.access_until, now + minutes{30});
  SessionLimits shorter;
  shorter.access = minutes{5};
  const auto asked = sample_refresh(first.id, first.token, Uuid::random(), shorter);
  EXPECT_EQ(judge_refresh(first, false, asked, late).after.access_until, now + minutes{30})
      << "a token that was issued under the longer setting may still be valid";
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

TEST(AuditRules, ASealCoversEveryFieldByItself) {
  using Change = void (*)(AuditEntry&);
  const std::pair<const char*, Change> changes[] = {
      {"number", [](AuditEntry& made) { ++made.number; }},
      {"call", [](AuditEntry& made) { made.call = Uuid::random(); }},
      {"at", [](AuditEntry& made) { made.at += std::chrono::microseconds{1}; }},
      {"actor's kind", [](AuditEntry& made) { made.actor.kind = ActorKind::client; }},
      {"actor's id", [](AuditEntry& made) { made.actor.id = "aB"; }},
      {"request id", [](AuditEntry& made) { made.actor.request_id = "C"; }},
      {"action", [](AuditEntry& made) { made.action = "logon"; }},
      {"subject's kind", [](AuditEntry& made) { made.subject.kind = SubjectKind::key; }},
      {"subject's id", [](AuditEntry& made) { made.subject.id = "dE"; }},
      {"outcome", [](AuditEntry& made) { made.outcome = "none"; }},
      {"details", [](AuditEntry& made) { made.details = "{}"; }},
      {"count", [](AuditEntry& made) { ++made.count; }},
  };
  const auto before = entry();
  for (const auto& [field, change] : changes) {
    auto after = before;
    change(after);
    EXPECT_NE(sealed_bytes(before, "digest"), sealed_bytes(after, "digest")) << field;
    EXPECT_EQ(personal_bytes(before, "salt"), personal_bytes(after, "salt")) << field;
  }
}

TEST(AuditRules, ErasedPersonalFieldsLeaveWhatIsSealedAsItWas) {
  using Erase = void (*)(AuditEntry&);
  const std::pair<const char*, Erase> personal[] = {
      {"name", [](AuditEntry& made) { made.subject.name.clear(); }},
      {"address", [](AuditEntry& made) { made.actor.address.clear(); }},
      {"agent", [](AuditEntry& made) { made.actor.agent.clear(); }},
  };
  const auto before = entry();
  auto erased = before;
  for (const auto& [field, erase] : personal) {
    auto after = before;
    erase(after);
    erase(erased);
    EXPECT_NE(personal_bytes(before, "salt"), personal_bytes(after, "salt")) << field;
    EXPECT_EQ(sealed_bytes(before, "digest"), sealed_bytes(after, "digest")) << field;
  }
  EXPECT_EQ(sealed_bytes(before, "digest"), sealed_bytes(erased, "digest")) << "all at once";
}

TEST(AuditRules, DetailsAreJsonWhateverTheyHold) {
  EXPECT_EQ(details_of({{"name", "a\"b\\\n"}}), R"({"name":"a\"b\\\n"})");
  EXPECT_EQ(note_of_refresh(RefreshOutcome::spent, Session{}).action, "token_reuse");
  EXPECT_EQ(note_of_refresh(RefreshOutcome::replayed, Session{}).outcome, "replayed");
}

}  // namespace
}  // namespace gatehouse::store::rules
