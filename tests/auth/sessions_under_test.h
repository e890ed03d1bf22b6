#pragma once
// SPDX-License-Identifier: Apache-2.0
// All rules of a server over a real store that can be reopened, without sockets and with a cheap hash.

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "auth/accounts/accounts.h"
#include "auth/accounts/own_account.h"
#include "auth/sessions/sessions.h"
#include "auth/test_job.h"
#include "auth/tokens/access_checks.h"
#include "crypto/fake_scheme.h"
#include "store/copies/ended_sessions.h"
#include "store/kind_under_test.h"
#include "store/recording_log.h"
#include "store/run.h"

namespace gatehouse::auth {

using store::run;

struct SessionsUnderTest {
  static constexpr std::size_t workers = 2;
  static constexpr const char* email = "ada@example.org";
  static constexpr const char* password = "zqkvjxwp";

  /// The objects that a start of the program creates, in that order.
  struct Program {
    explicit Program(SessionsUnderTest& test)
        : store(&test.under_test->store()),
          cache(*store, workers),
          ended(*store, workers, test.clock),
          hasher(hasher_options(test)),
          accounts(*store, cache, hasher, {.clock = test.clock, .log = test.log}),
          own(*store, hasher, accounts.policy(), test.log),
          sessions(store->sessions(), accounts, test.tokens, {.log = test.log}),
          tokens(test.tokens, cache, ended) {
      run(ended.load()).value();
    }

    store::Store* store;
    store::UserCache cache;
    store::EndedSessions ended;
    crypto::PasswordHasher hasher;
    Accounts accounts;
    OwnAccount own;
    Sessions sessions;
    AccessChecks tokens;
  };

  SessionsUnderTest() { program.emplace(*this); }

  void restart() {
    program.reset();
    under_test->reopen();
    program.emplace(*this);
  }

  store::User add(std::string address = email) {
    return run(program->accounts.sign_up(store::Actor{}, std::move(address), Secret{password}, test_job()))
        .value();
  }
  AccountResult<TokenPair> log_in(std::string with = password, std::string as = email) {
    return run(program->sessions.log_in(caller(), std::move(as), Secret{std::move(with)}, test_job()));
  }
  /// Somebody who has not proved who it is.
  static store::Actor caller() {
    store::Actor actor;
    actor.address = "192.0.2.7";
    actor.agent = "test";
    return actor;
  }
  SessionResult<TokenPair> refresh(const std::string& token) {
    return run(program->sessions.refresh(store::Actor{}, token));
  }
  /// What both ways of checking say, in this worker.
  std::optional<AccessError> access(const std::string& token, std::size_t worker = 0) {
    const auto asked = run(program->tokens.check_access(token, worker));
    const auto at_once = program->tokens.check_cached(token, worker);
    if (at_once && at_once->has_value() != asked.has_value()) throw std::logic_error{"the two ways differ"};
    if (asked) return std::nullopt;
    return asked.error();
  }
  Uuid session_of(const std::string& access_token) {
    return Uuid::parse(tokens.verify_access(access_token).value().session).value();
  }

  ManualClock clock{TimePoint{std::chrono::microseconds{1'700'000'000'750'000}}};
  std::shared_ptr<store::RecordingLog> log = std::make_shared<store::RecordingLog>();
  std::unique_ptr<store::StoreUnderTest> under_test = store::kind_under_test().make(clock);
  std::shared_ptr<crypto::FakeScheme> scheme = std::make_shared<crypto::FakeScheme>("fake");
  crypto::Tokens tokens{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random(),
                        crypto::TokenOptions{.clock = clock}};
  std::optional<Program> program;

 private:
  static crypto::PasswordHasherOptions hasher_options(SessionsUnderTest& test) {
    return {.context = crypto::PasswordContext{crypto::PasswordContext::Schemes{test.scheme}},
            .threads = 1,
            .nice = 0};
  }
};

}  // namespace gatehouse::auth
