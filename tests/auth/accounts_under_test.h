#pragma once
// SPDX-License-Identifier: Apache-2.0
// Accounts over a real, empty store and a cheap hash, without sockets.

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "auth/accounts/accounts.h"
#include "auth/accounts/password_version.h"
#include "auth/counting_scheme.h"
#include "auth/test_job.h"
#include "store/failing_store.h"
#include "store/kind_under_test.h"
#include "store/recording_log.h"
#include "store/run.h"

namespace gatehouse::auth {

using store::run;

inline const TimePoint first_moment{std::chrono::seconds{1'700'000'000}};

/// Accounts and everything that they use, accessible to a test.
struct AccountsUnderTest {
  static constexpr std::size_t workers = 3;
  static constexpr int cost = 5;
  static constexpr const char* email = "Ada@Example.org";
  static constexpr const char* password = "correct horse battery";

  explicit AccountsUnderTest(std::size_t queue = 256) : hasher_options{make_hasher_options(queue)} {}

  /// Creates an account of `email` and `password`.
  store::User add() {
    return run(accounts.sign_up(store::Actor{}, email, Secret{password}, test_job())).value();
  }
  /// Creates an account with an imported hash of exactly these bytes.
  store::User import(std::string bytes, int with_cost = cost) {
    const crypto::BcryptScheme elsewhere{{.cost = with_cost}};
    auto hash = elsewhere.compute(bytes, elsewhere.make_setting(system_random()).value()).value();
    store::NewUser fresh{Uuid::random(), email, std::move(hash), imported_password_version};
    return run(real->users().create_user(store::Call{}, std::move(fresh))).value();
  }
  /// Logs in and blocks until that is done.
  AccountResult<store::User> login(std::string as, std::string with) {
    return run(accounts.authenticate(std::move(as), Secret{std::move(with)}, test_job()));
  }
  /// Returns the user as it is stored now.
  store::User stored(const Uuid& id) { return run(real->users().find_user_by_id(id)).value(); }

  ManualClock clock{first_moment};
  std::shared_ptr<store::RecordingLog> log = std::make_shared<store::RecordingLog>();
  std::unique_ptr<store::StoreUnderTest> under_test = store::kind_under_test().make(clock);
  store::Store* real = &under_test->store();
  store::FailingStore store{*real};
  store::UserCache cache{store, workers};
  std::shared_ptr<CountingScheme> scheme = std::make_shared<CountingScheme>(cost);
  crypto::PasswordHasherOptions hasher_options;
  crypto::PasswordHasher hasher{hasher_options};
  Accounts accounts{store, cache, hasher, {.clock = clock, .log = log}};

 private:
  crypto::PasswordHasherOptions make_hasher_options(std::size_t queue) {
    return {.context = crypto::PasswordContext{crypto::PasswordContext::Schemes{scheme}},
            .threads = 2,
            .max_queue = queue,
            .max_wait = std::chrono::minutes{10},  // long, since a slow machine must not cause `busy`
            .nice = 0};
  }
};

/// Prints an error in failed expectations.
inline void PrintTo(const AccountError& error, std::ostream* out) {
  *out << to_string(error.code());
  if (error.refusal()) *out << ' ' << to_string(*error.refusal());
}

/// Returns whether `what` failed with `code`.
template <class T>
bool failed_with(const AccountResult<T>& what, AccountErrorCode code) {
  return what.has_error() && what.error() == code;
}

}  // namespace gatehouse::auth
