// SPDX-License-Identifier: Apache-2.0
// Changes to accounts while a password is being hashed, and concurrent changes (CWE-362, CWE-367).

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <stop_token>
#include <utility>
#include <vector>

#include "auth/accounts_under_test.h"
#include "store/sample_changes.h"

namespace gatehouse::auth {
namespace {

/// Returns a hash of `password`, to be stored without the help of Accounts.
std::string hash_of(const std::string& password) {
  const crypto::BcryptScheme bcrypt{{.cost = AccountsUnderTest::cost}};
  return bcrypt.compute(password, bcrypt.make_setting(system_random()).value()).value();
}

/// Renews the hash of `password`, as another login would.
void renew_hash(AccountsUnderTest& test, const Uuid& id, const std::string& password) {
  run(test.real->users().update_user(store::Call{},
                                     store::renewed_hash(id, test.stored(id).password_hash, hash_of(password),
                                                         prepared_password_version)))
      .value();
}

void change_password(AccountsUnderTest& test, const Uuid& id, const std::string& password) {
  const auto change = store::new_password(id, hash_of(password), prepared_password_version);
  run(test.real->users().update_user(store::Call{}, change)).value();
}

TEST(AccountRaces, SignUpsOfOneAddressMakeOneAccount) {
  AccountsUnderTest test;
  std::vector<awaitable<AccountResult<store::User>>> bodies;
  for (unsigned i = 0; i < 200; ++i) {
    std::string email = "adalovelace@example.org";
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((i >> bit & 1U) != 0) email[bit] = static_cast<char>(email[bit] - 'a' + 'A');
    }
    bodies.push_back(
        test.accounts.sign_up(store::Actor{}, std::move(email), Secret{test.password}, test_job()));
  }
  int made = 0;
  int taken = 0;
  for (const auto& answer : store::run_all(std::move(bodies))) {
    made += answer.has_value();
    taken += failed_with(answer, AccountError::email_taken);
  }
  EXPECT_EQ(made, 1);
  EXPECT_EQ(taken, 199);
  EXPECT_EQ(run(test.real->users().estimate_users()).value(), 1U);
}

TEST(AccountRaces, LoginIsJudgedByTheAccountAsItIsAfterTheHash) {
  struct Case {
    const char* what;
    std::function<void(AccountsUnderTest&, const Uuid&)> meanwhile;
    bool ok;
    int hashes;
  };
  const Case cases[] = {
      {"nothing", [](AccountsUnderTest&, const Uuid&) {}, true, 1},
      {"disabled",
       [](AccountsUnderTest& test, const Uuid& id) {
         run(test.real->users().update_user(store::Call{}, store::disabling(id, true))).value();
       },
       false, 1},
      {"deleted",
       [](AccountsUnderTest& test, const Uuid& id) {
         run(test.real->users().delete_user(store::Call{}, store::UserDeletion{id})).value();
       },
       false, 1},
      {"password changed",
       [](AccountsUnderTest& test, const Uuid& id) { change_password(test, id, "another one"); }, false, 2},
      {"hash renewed by another login",
       [](AccountsUnderTest& test, const Uuid& id) { renew_hash(test, id, test.password); }, true, 1},
      {"address changed",
       [](AccountsUnderTest& test, const Uuid& id) {
         run(test.real->users().update_user(store::Call{}, store::new_email(id, "new@example.org"))).value();
       },
       true, 1},
  };
  for (const auto& row : cases) {
    AccountsUnderTest test;
    const auto user = test.add();
    test.scheme->before_each([&](int before) {
      if (before == 0) row.meanwhile(test, user.id);
    });
    const auto in = test.login(test.email, test.password);
    EXPECT_EQ(in.has_value(), row.ok) << row.what;
    EXPECT_EQ(failed_with(in, AccountError::wrong_credentials), !row.ok) << row.what;
    EXPECT_EQ(test.scheme->computed(), row.hashes) << row.what;
  }
}

TEST(AccountRaces, LoginWhosePasswordNeverStandsStillIsBusyAfterTwoVerifications) {
  AccountsUnderTest test;
  const auto user = test.add();
  test.scheme->before_each([&](int) { change_password(test, user.id, test.password); });
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::busy));
  EXPECT_EQ(test.scheme->computed(), 2);
}

TEST(AccountRaces, RenewedHashNeverReplacesANewerPassword) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  test.scheme->before_each([&](int before) {
    if (before == 1) change_password(test, user.id, "another one");  // while the hash is renewed
  });
  EXPECT_TRUE(test.login(test.email, test.password));
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::wrong_credentials));
  EXPECT_TRUE(test.login(test.email, "another one"));
}

TEST(AccountRaces, LoginIsAnsweredBeforeItsHashIsRenewed) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  std::promise<void> answered;
  auto is_answered = answered.get_future();
  bool was_answered_first = false;
  test.scheme->before_each([&](int before) {
    if (before == 1) {
      was_answered_first = is_answered.wait_for(std::chrono::seconds{20}) == std::future_status::ready;
    }
  });
  const store::LentContext lent;
  auto& context = *lent;
  boost::asio::co_spawn(context, test.accounts.authenticate(test.email, Secret{test.password}, test_job()),
                        [&](const std::exception_ptr&, const AccountResult<store::User>& in) {
                          EXPECT_TRUE(in);
                          answered.set_value();
                        });
  context.run();
  EXPECT_TRUE(was_answered_first);
  EXPECT_NE(test.stored(user.id).password_hash, user.password_hash);
}

TEST(AccountRaces, ManyLoginsAtOnceRenewAHashOnce) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  std::vector<awaitable<AccountResult<store::User>>> logins;
  constexpr int count = 20;
  for (int i = 0; i < count; ++i)
    logins.push_back(test.accounts.authenticate(test.email, Secret{test.password}, test_job()));
  for (const auto& in : store::run_all(std::move(logins))) EXPECT_TRUE(in);
  // One hash for each login, and one renewal. A renewed hash proves nothing new, so nobody verifies again.
  EXPECT_EQ(test.scheme->computed(), count + 1);
  EXPECT_EQ(test.stored(user.id).password_version, prepared_password_version);
}

TEST(AccountRaces, ALeavingClientRenewsItsHashAllTheSame) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  std::stop_source gone;
  test.scheme->before_each([&](int before) {
    if (before == 0) gone.request_stop();  // while its login is checked
  });
  EXPECT_TRUE(run(test.accounts.authenticate(test.email, Secret{test.password}, test_job(gone.get_token()))));
  EXPECT_NE(test.stored(user.id).password_hash, user.password_hash);
}

TEST(Renewals, OneTurnAUserAndNotTooMany) {
  const auto first = Uuid::random();
  const auto second = Uuid::random();
  Renewals renewals{2};
  auto turn = renewals.begin(first);
  ASSERT_TRUE(turn);
  EXPECT_FALSE(renewals.begin(first));
  {
    const auto other = renewals.begin(second);
    EXPECT_TRUE(other);
    EXPECT_FALSE(renewals.begin(Uuid::random())) << "over the limit";
  }
  EXPECT_TRUE(renewals.begin(second)) << "given back";
  const auto moved = std::move(*turn);
  EXPECT_FALSE(renewals.begin(first)) << "moved, not given back";
}

TEST(AccountRaces, SetPasswordComesAfterARenewedHash) {
  AccountsUnderTest test;
  const auto user = test.add();
  test.scheme->before_each([&](int before) {
    if (before == 0) renew_hash(test, user.id, test.password);
  });
  ASSERT_TRUE(
      run(test.accounts.set_password(store::Actor{}, user.id, Secret{"another password~"}, test_job())));
  EXPECT_EQ(test.scheme->computed(), 1) << "hashed once, however often it is stored";
  EXPECT_TRUE(test.login(test.email, "another password~"));
}

TEST(AccountRaces, SetPasswordOfADeletedUserIsNotFound) {
  AccountsUnderTest test;
  const auto user = test.add();
  test.scheme->before_each(
      [&](int) { run(test.real->users().delete_user(store::Call{}, store::UserDeletion{user.id})).value(); });
  EXPECT_TRUE(failed_with(
      run(test.accounts.set_password(store::Actor{}, user.id, Secret{"another password~"}, test_job())),
      AccountError::not_found));
}

}  // namespace
}  // namespace gatehouse::auth
