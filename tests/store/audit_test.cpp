// SPDX-License-Identifier: Apache-2.0
// The audit record: what is written with which change, and that nothing can be changed unseen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "store/open_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_user.h"
#include "store/temporary_folder.h"
#include "store/test_sealer.h"

namespace gatehouse::store {
namespace {

using std::chrono::days;
using std::chrono::microseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const TimePoint start{microseconds{1'700'000'000'123'456}};

Call by_operator() { return Call{Actor{ActorKind::the_operator}}; }

class Audit : public testing::Test {
 protected:
  void open(std::shared_ptr<const Sealer> sealer = std::make_shared<TestSealer>()) {
    store_.reset();
    StoreOptions options;
    options.folder = folder_.path() / "data";
    options.clock = &clock_;
    options.sealer = std::move(sealer);
    store_ = open_store(options).value();
  }
  void SetUp() override { open(); }

  Store& store() { return *store_; }
  User create(const std::string& email) {
    return run(store().users().create_user(Call{}, sample_user(email))).value();
  }
  Session begin(const User& user) {
    SessionStart fresh;
    fresh.id = Uuid::random();
    fresh.user = user.id;
    fresh.credential_version = user.credential_version;
    fresh.token = Uuid::random();
    return run(store().sessions().create_session(Call{}, fresh)).value();
  }
  std::vector<AuditEntry> entries(const AuditFilter& filter = {}) {
    return run(store().audit().list_entries(filter)).value().entries;
  }
  /// Returns the actions, the earliest first.
  std::vector<std::string> actions() {
    std::vector<std::string> found;
    for (const auto& entry : entries()) found.insert(found.begin(), entry.action);
    return found;
  }
  AuditVerdict verify(const AuditHead& expected = {}) {
    return run(store().audit().verify(expected)).value();
  }

  /// Changes the file behind the store's back.
  void tamper(const std::string& sql) {
    store_.reset();
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open((folder_.path() / "data" / "gatehouse.db").c_str(), &handle), SQLITE_OK);
    char* why = nullptr;
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK) << why << ": " << sql;
    sqlite3_free(why);
    sqlite3_close(handle);
    open();
  }
  /// Makes a record of some entries in more than one batch.
  void fill() {
    const auto ada = create("ada@example.org");
    const auto session = begin(ada);
    create("eve@example.org");
    SessionEnd end{ada.id, session.id, EndReason::logged_out};
    ASSERT_TRUE(run(store().sessions().end_session(by_operator(), end)));
    std::vector<Refusals> refusals;
    refusals.emplace_back("login_failed", "wrong_password", Subject{SubjectKind::user, "", "x@example.org"},
                          Actor{});
    refusals.emplace_back("client_failed", "unknown", Subject{}, Actor{});
    ASSERT_TRUE(run(store().audit().note_refusals(refusals)));
  }

  TemporaryFolder folder_;
  ManualClock clock_{start};
  std::unique_ptr<Store> store_;
};

TEST_F(Audit, NamesEveryChangeOnce) {
  const auto ada = create("ada@example.org");
  auto session = begin(ada);
  Refresh asked;
  asked.session = session.id;
  asked.token = session.token;
  asked.successor = Uuid::random();
  ASSERT_TRUE(run(store().sessions().refresh_session(Call{}, asked)));
  clock_.advance(days{1});
  EXPECT_EQ(run(store().sessions().refresh_session(Call{}, asked))->outcome, RefreshOutcome::spent);
  UserChange change{ada.id};
  change.password.emplace("$2b$04$second", 1);
  ASSERT_TRUE(run(store().users().update_user(by_operator(), change)));
  UserChange disabling{ada.id};
  disabling.disabled = true;
  ASSERT_TRUE(run(store().users().update_user(by_operator(), disabling)));
  NewClient client;
  client.id = "reports";
  ASSERT_TRUE(run(store().clients().create_client(by_operator(), client)));
  ClientChange other{"reports"};
  other.secret_hash = "other";
  ASSERT_TRUE(run(store().clients().update_client(by_operator(), other)));
  ASSERT_TRUE(run(store().clients().revoke_token(Call{}, Uuid::random(), start)));
  ASSERT_TRUE(run(store().clients().delete_client(by_operator(), "reports")));
  ASSERT_TRUE(run(store().users().delete_user(by_operator(), UserDeletion{ada.id})));
  EXPECT_THAT(actions(), ElementsAre("signup", "login", "refresh", "token_reuse", "password_set",
                                     "user_disable", "client_create", "client_secret_change", "token_revoke",
                                     "client_delete", "user_delete"));
  EXPECT_EQ(verify().fault, std::nullopt);
}

TEST_F(Audit, SaysNothingOfWhatFailed) {
  create("ada@example.org");
  EXPECT_FALSE(run(store().users().create_user(Call{}, sample_user("ADA@example.org"))));
  UserChange change{Uuid::random()};
  change.disabled = true;
  EXPECT_FALSE(run(store().users().update_user(Call{}, change)));
  EXPECT_FALSE(run(store().users().delete_user(Call{}, UserDeletion{Uuid::random()})));
  SessionEnd end{Uuid::random(), Uuid::random(), EndReason::logged_out};
  EXPECT_FALSE(run(store().sessions().end_session(Call{}, end)));
  AllSessionsEnd all{Uuid::random(), EndReason::logged_out};
  EXPECT_TRUE(run(store().sessions().end_all_sessions(Call{}, all)));
  EXPECT_THAT(actions(), ElementsAre("signup"));
}

TEST_F(Audit, KeepsWhoAskedFromWhere) {
  Actor actor{ActorKind::client, "reports"};
  actor.address = "192.0.2.7";
  actor.agent = std::string(400, 'a') + "\n";
  actor.request_id = "r1";
  const Call call{actor};
  ASSERT_TRUE(run(store().users().create_user(call, sample_user("ada@example.org"))));
  const auto entry = entries().front();
  EXPECT_EQ(entry.call, call.id);
  EXPECT_EQ(entry.at, start);
  EXPECT_EQ(entry.actor.kind, ActorKind::client);
  EXPECT_EQ(entry.actor.id, "reports");
  EXPECT_EQ(entry.actor.address, "192.0.2.7");
  EXPECT_EQ(entry.actor.agent, std::string(max_agent, 'a'));
  EXPECT_EQ(entry.actor.request_id, "r1");
  EXPECT_EQ(entry.action, "user_create");
  EXPECT_EQ(entry.subject.name, "ada@example.org");
}

TEST_F(Audit, ABatchOfUsersIsOneEntry) {
  create("there@example.org");
  std::vector<NewUser> batch{sample_user("a@b.c"), sample_user("there@example.org"), sample_user("d@e.f")};
  ASSERT_TRUE(run(store().users().create_users(by_operator(), batch)));
  EXPECT_THAT(actions(), ElementsAre("signup", "user_import"));
  EXPECT_EQ(entries().front().details, R"({"added":"2","rows":"3"})");
  ASSERT_TRUE(run(store().users().create_users(by_operator(), {sample_user("there@example.org")})));
  EXPECT_THAT(actions(), ElementsAre("signup", "user_import")) << "nothing was changed";
}

TEST_F(Audit, IsListedByUserTimeActionAndPage) {
  fill();
  clock_.advance(days{1});
  const auto late = create("late@example.org");
  AuditFilter of_user;
  of_user.user = late.id.to_string();
  ASSERT_EQ(entries(of_user).size(), 1U);
  AuditFilter of_action;
  of_action.action = "login_failed";
  ASSERT_EQ(entries(of_action).size(), 1U);
  EXPECT_EQ(entries(of_action).front().outcome, "wrong_password");
  AuditFilter late_ones;
  late_ones.since = start + days{1};
  EXPECT_EQ(entries(late_ones).size(), 1U);
  AuditFilter early;
  early.until = start + days{1};
  EXPECT_EQ(entries(early).size(), 6U);
  AuditFilter page;
  page.limit = 4;
  const auto first = run(store().audit().list_entries(page)).value();
  ASSERT_TRUE(first.next);
  page.before = first.next;
  const auto second = run(store().audit().list_entries(page)).value();
  EXPECT_EQ(second.next, std::nullopt);
  EXPECT_EQ(first.entries.size() + second.entries.size(), 7U);
  EXPECT_EQ(first.entries.back().number, second.entries.front().number + 1);
}

TEST_F(Audit, ADeletedUsersNameIsErasedAndItsSealsStayValid) {
  const auto ada = create("ada@example.org");
  begin(ada);
  ASSERT_TRUE(run(store().users().delete_user(by_operator(), UserDeletion{ada.id})));
  for (const auto& entry : entries()) {
    EXPECT_EQ(entry.subject.name, "");
    EXPECT_EQ(entry.actor.address, "");
  }
  const auto verdict = verify();
  EXPECT_EQ(verdict.fault, std::nullopt);
  EXPECT_EQ(verdict.entries, 3);
  EXPECT_EQ(verdict.unsealed, 0);
}

TEST_F(Audit, AUserWhoGetsTheRowOfADeletedOneHasEntriesOfItsOwnOnly) {
  const auto ada = create("ada@example.org");
  ASSERT_TRUE(run(store().users().delete_user(by_operator(), UserDeletion{ada.id})));
  const auto eve = create("eve@example.org");
  AuditFilter of_eve;
  of_eve.user = eve.id.to_string();
  EXPECT_EQ(entries(of_eve).size(), 1U);
  AuditFilter of_ada;
  of_ada.user = ada.id.to_string();
  EXPECT_EQ(entries(of_ada).size(), 2U) << "found though the user is gone";
}

TEST_F(Audit, ChangesAreFoundWhereverTheyAre) {
  fill();
  ASSERT_EQ(verify().fault, std::nullopt);
  const std::vector<std::string> places{"call = zeroblob(16)",
                                        "at = at + 1",
                                        "actor_kind = actor_kind + 1",
                                        "actor = actor || 'x'",
                                        "request_id = request_id || 'x'",
                                        "action = action || 'x'",
                                        "subject_kind = subject_kind + 1",
                                        "subject = subject || 'x'",
                                        "outcome = outcome || 'x'",
                                        "details = details || ' '",
                                        "count = count + 1",
                                        "name = name || 'x'",
                                        "address = address || 'x'",
                                        "agent = agent || 'x'",
                                        "personal = zeroblob(16)",
                                        "user_id = coalesce(user_id, 0) + 1"};
  std::mt19937 random{7};
  const auto database = folder_.path() / "data" / "gatehouse.db";
  for (const auto& place : places) {
    store_.reset();
    std::filesystem::copy_file(database, folder_.path() / "copy",
                               std::filesystem::copy_options::overwrite_existing);
    const auto number = std::to_string(1 + random() % 6);
    tamper("UPDATE audit SET " + place + " WHERE number = " + number);
    EXPECT_THAT(verify().fault.value_or(""), HasSubstr("not what was sealed")) << place << " of " << number;
    store_.reset();
    std::filesystem::copy_file(folder_.path() / "copy", database,
                               std::filesystem::copy_options::overwrite_existing);
    open();
  }
  EXPECT_EQ(verify().fault, std::nullopt);
}

TEST_F(Audit, WhatWasRemovedOrPutInIsFound) {
  struct Damage {
    const char* sql;
    const char* fault;
  };
  const std::vector<Damage> damages{
      {"DELETE FROM audit WHERE number = 3", "entry 3 is missing"},
      {"DELETE FROM audit WHERE number = 1", "entry 1 is missing"},
      {"DELETE FROM audit_seals WHERE last = 2", "the seal of entry 2 is missing"},
      {"DELETE FROM audit WHERE number <= 2; DELETE FROM audit_seals WHERE last <= 2",
       "the seal of entry 1 is missing"},
      {"DELETE FROM audit WHERE number <= 2; DELETE FROM audit_seals WHERE last < 2; UPDATE audit_seals SET "
       "cut = 1"
       " WHERE last = 2",
       "no entry says that they were cut"},
      {"INSERT INTO audit (number, call, at, actor_kind, actor, request_id, action, subject_kind, subject, "
       "outcome, details, count, name, address, agent, personal) SELECT 0, call, at, actor_kind, actor, "
       "request_id, action, subject_kind, subject, "
       "outcome,"
       " details, count, name, address, agent, personal FROM audit WHERE number = 1",
       "entry 0 is not of the record"},
      {"UPDATE audit_seals SET seal = zeroblob(32) WHERE last = 3", "not what was sealed"},
      {"UPDATE audit SET number = number + 100 WHERE number = 6", "entry 6 is missing"}};
  fill();
  store_.reset();
  const auto database = folder_.path() / "data" / "gatehouse.db";
  std::filesystem::copy_file(database, folder_.path() / "copy");
  for (const auto& [sql, fault] : damages) {
    tamper(sql);
    EXPECT_THAT(verify().fault.value_or(""), HasSubstr(fault)) << sql;
    store_.reset();
    std::filesystem::copy_file(folder_.path() / "copy", database,
                               std::filesystem::copy_options::overwrite_existing);
  }
}

TEST_F(Audit, AnEndThatWasCutOffIsFoundByAnEarlierHead) {
  fill();
  const auto head = run(store().audit().head()).value();
  EXPECT_EQ(head.number, 6);
  EXPECT_TRUE(verify(head).has_expected_head);
  create("later@example.org");
  EXPECT_TRUE(verify(head).has_expected_head);
  tamper("DELETE FROM audit WHERE number > 4; DELETE FROM audit_seals WHERE last > 4");
  const auto verdict = verify(head);
  EXPECT_EQ(verdict.fault, std::nullopt) << "the rest looks whole";
  EXPECT_FALSE(verdict.has_expected_head);
}

TEST_F(Audit, SealsByAnotherKeyAreRefused) {
  fill();
  open(std::make_shared<TestSealer>(2));
  EXPECT_THAT(verify().fault.value_or(""), HasSubstr("not what was sealed"));
}

TEST_F(Audit, WhatWasWrittenWithoutAKeyIsSealedLater) {
  open(nullptr);
  create("ada@example.org");
  EXPECT_EQ(run(store().audit().verify({})).error(), StoreError::unavailable);
  open();
  EXPECT_EQ(verify().unsealed, 1);
  create("eve@example.org");
  const auto verdict = verify();
  EXPECT_EQ(verdict.unsealed, 0);
  EXPECT_EQ(verdict.entries, 2);
  EXPECT_EQ(verdict.fault, std::nullopt);
}

TEST_F(Audit, IsCutFromTheOldEndAndStillVerifies) {
  fill();
  clock_.advance(days{10});
  create("new@example.org");
  EXPECT_EQ(run(store().audit().cut(by_operator(), start)), 0) << "nothing is that old";
  EXPECT_EQ(run(store().audit().cut(by_operator(), start + days{1})), 6);
  EXPECT_THAT(actions(), ElementsAre("signup", "audit_cut"));
  EXPECT_EQ(verify().fault, std::nullopt);
  EXPECT_EQ(run(store().audit().cut(by_operator(), start + days{1})), 0);
  clock_.advance(days{10});
  create("newer@example.org");
  EXPECT_EQ(run(store().audit().cut(by_operator(), start + days{11})), 2);
  EXPECT_EQ(verify().fault, std::nullopt);
  EXPECT_EQ(entries().front().number, 10);
}

TEST_F(Audit, AUsersEntriesAreFoundByAnIndex) {
  store_.reset();
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((folder_.path() / "data" / "gatehouse.db").c_str(), &handle), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(handle,
                               "EXPLAIN QUERY PLAN SELECT number FROM audit WHERE (?1 IS NULL OR number < ?1)"
                               " AND subject = ?5 AND user_id = ?7 ORDER BY number DESC LIMIT 5",
                               -1, &statement, nullptr),
            SQLITE_OK);
  std::string plan;
  while (sqlite3_step(statement) == SQLITE_ROW)
    plan += reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  EXPECT_THAT(plan, HasSubstr("audit_by_user"));
  EXPECT_THAT(plan, Not(HasSubstr("B-TREE")));
  EXPECT_THAT(plan, Not(IsEmpty()));
}

}  // namespace
}  // namespace gatehouse::store
