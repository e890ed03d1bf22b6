// SPDX-License-Identifier: Apache-2.0
#include "auth/accounts/accounts.h"
#include "auth/roles.h"

#include <gtest/gtest.h>

#include "auth/accounts_under_test.h"

namespace gatehouse::auth {
namespace {

using store::User;

TEST(Accounts, SignUpOpensAnAccount) {
  AccountsUnderTest test;
  const auto user = test.add();
  EXPECT_EQ(user.email, "Ada@Example.org") << "as it was typed";
  EXPECT_EQ(user.password_hash.substr(0, 7), "$2b$05$");
  EXPECT_EQ(user.password_version, prepared_password_version);
  EXPECT_FALSE(is_admin(user.roles));
  EXPECT_FALSE(user.disabled);
  EXPECT_EQ(user.created_at, first_moment);
  EXPECT_EQ(test.stored(user.id), user);
}

TEST(Accounts, SignUpRefuses) {
  AccountsUnderTest test;
  test.add();
  struct Case {
    const char* email;
    const char* password;
    AccountError error;
  };
  const Case cases[] = {
      {"", "qzjxkvwp", AccountError::invalid_email},
      {"ada", "qzjxkvwp", AccountError::invalid_email},
      {"b ob@example.org", "qzjxkvwp", AccountError::invalid_email},
      {"b\u00f6b@example.org", "qzjxkvwp", AccountError::invalid_email},
      {"ada", "short", AccountError::invalid_email},
      {"bob@example.org", "short", AccountError{PasswordRefusal::too_short}},
      {"bob@example.org", "Password1", AccountError{PasswordRefusal::too_common}},
      {"bob@example.org", "BOB@example.org", AccountError{PasswordRefusal::same_as_email}},
      {"Ada@Example.org", "qzjxkvwp", AccountError::email_taken},
      {"ADA@EXAMPLE.ORG", "qzjxkvwp", AccountError::email_taken},
      {"ada@example.org", "short", AccountError{PasswordRefusal::too_short}},
  };
  for (const auto& row : cases) {
    const auto refused =
        run(test.accounts.sign_up(store::Actor{}, row.email, Secret{row.password}, test_job()));
    ASSERT_TRUE(refused.has_error()) << row.email << ' ' << row.password;
    EXPECT_EQ(refused.error(), row.error) << row.email << ' ' << row.password;
  }
  EXPECT_EQ(run(test.real->users().estimate_users()).value(), 1U);
}

TEST(Accounts, LoginTakesAnySpellingOfTheAddressAndOfTheCharacters) {
  AccountsUnderTest test;
  const auto user = run(test.accounts.sign_up(store::Actor{}, "Ada@Example.org",
                                              Secret{"caf\u00e9 \u3000cr\u00e8me"}, test_job()))
                        .value();
  for (const char* email : {"Ada@Example.org", "ada@example.org", "ADA@EXAMPLE.ORG"}) {
    const auto in = test.login(email, "cafe\u0301  cre\u0300me");
    ASSERT_TRUE(in) << email;
    EXPECT_EQ(in->id, user.id);
  }
  for (const char* password : {"Caf\u00e9 \u3000cr\u00e8me", "cafe   creme", "caf\u00e9 \u3000cr\u00e8me "}) {
    EXPECT_TRUE(failed_with(test.login("ada@example.org", password), AccountError::wrong_credentials))
        << password;
  }
}

TEST(Accounts, AProofOfIdentityIsNoLoginYet) {
  AccountsUnderTest test;
  const auto user = test.add();
  test.clock.advance(std::chrono::hours{1});
  ASSERT_TRUE(failed_with(test.login(test.email, "wrong password"), AccountError::wrong_credentials));
  EXPECT_FALSE(test.store.last_login()) << "a failed login is none";
  ASSERT_TRUE(test.login(test.email, test.password));
  EXPECT_FALSE(test.store.last_login()) << "no session has begun";
  test.accounts.note_login(user.id);
  ASSERT_TRUE(test.store.last_login());
  EXPECT_EQ(test.store.last_login()->first, user.id);
  EXPECT_EQ(test.store.last_login()->second, first_moment + std::chrono::hours{1});
}

TEST(Accounts, LoginRenewsAHashOfAnotherCost) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  ASSERT_EQ(user.password_hash.substr(0, 7), "$2b$04$");
  const auto in = test.login(test.email, test.password);
  ASSERT_TRUE(in);
  EXPECT_EQ(in->password_hash, user.password_hash) << "the answer does not wait";
  const auto renewed = test.stored(user.id);
  EXPECT_EQ(renewed.password_hash.substr(0, 7), "$2b$05$");
  EXPECT_EQ(renewed.password_version, prepared_password_version);
  ASSERT_TRUE(test.login(test.email, test.password)) << "the renewed hash is of the same password";
  EXPECT_EQ(test.stored(user.id).password_hash, renewed.password_hash) << "and is not renewed again";
}

TEST(Accounts, WrongPasswordRenewsNothing) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  ASSERT_TRUE(failed_with(test.login(test.email, "wrong password"), AccountError::wrong_credentials));
  ASSERT_TRUE(run(test.accounts.disable(store::Actor{}, user.id)));
  ASSERT_TRUE(failed_with(test.login(test.email, test.password), AccountError::wrong_credentials));
  EXPECT_EQ(test.stored(user.id).password_hash, user.password_hash);
}

TEST(Accounts, ImportedHashesAreOfTheBytesAsTyped) {
  const std::string decomposed = "cafe\u0301 creme";
  const std::string composed = "caf\u00e9 creme";
  const std::string latin1 = "caf\xe9 creme";
  struct Case {
    std::string hashed;
    std::string typed;
    bool ok;
  };
  const Case cases[] = {
      {decomposed, decomposed, true},   {decomposed, composed, false}, {composed, composed, true},
      {composed, decomposed, true},     {latin1, latin1, true},        {latin1, composed, false},
      {"plain one", "plain one", true},
  };
  for (const auto& row : cases) {
    AccountsUnderTest test;
    const auto user = test.import(row.hashed);
    EXPECT_EQ(test.login(test.email, row.typed).has_value(), row.ok) << row.hashed << " / " << row.typed;
    const bool has_text = row.typed != latin1;
    const auto version = row.ok && has_text ? prepared_password_version : imported_password_version;
    EXPECT_EQ(test.stored(user.id).password_version, version) << row.hashed << " / " << row.typed;
    EXPECT_EQ(test.login(test.email, row.typed).has_value(), row.ok) << "again";
  }
}

TEST(Accounts, RawBytesAreTriedOnImportedHashesOnly) {
  AccountsUnderTest test;
  const crypto::BcryptScheme bcrypt{{.cost = 5}};
  const std::string decomposed = "cafe\u0301 creme";
  auto hash = bcrypt.compute(decomposed, bcrypt.make_setting(system_random()).value()).value();
  store::NewUser fresh{Uuid::random(), test.email, std::move(hash), prepared_password_version};
  ASSERT_TRUE(run(test.real->users().create_user(store::Call{}, std::move(fresh))));
  EXPECT_TRUE(failed_with(test.login(test.email, decomposed), AccountError::wrong_credentials));
}

TEST(Accounts, BusyHasherIsBusy) {
  AccountsUnderTest test{0};
  EXPECT_TRUE(
      failed_with(run(test.accounts.sign_up(store::Actor{}, test.email, Secret{test.password}, test_job())),
                  AccountError::busy));
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::busy));
  const auto user = test.import(test.password);
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::busy));
  EXPECT_TRUE(failed_with(
      run(test.accounts.set_password(store::Actor{}, user.id, Secret{"another password"}, test_job())),
      AccountError::busy));
}

TEST(Accounts, StoppedAndAbandonedAreBusy) {
  AccountsUnderTest test;
  std::stop_source gone;
  gone.request_stop();
  EXPECT_TRUE(failed_with(run(test.accounts.sign_up(store::Actor{}, test.email, Secret{test.password},
                                                    test_job(gone.get_token()))),
                          AccountError::busy));
  test.add();
  for (const char* email : {test.email, "nobody@example.org"}) {
    EXPECT_TRUE(
        failed_with(run(test.accounts.authenticate(email, Secret{test.password}, test_job(gone.get_token()))),
                    AccountError::busy));
  }
  test.hasher.stop();
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::busy));
}

TEST(Accounts, FailingHashLibraryIsUnavailable) {
  AccountsUnderTest test;
  test.add();
  test.scheme->fail();
  EXPECT_TRUE(failed_with(
      run(test.accounts.sign_up(store::Actor{}, "bob@example.org", Secret{test.password}, test_job())),
      AccountError::unavailable));
  for (const char* email : {test.email, "nobody@example.org"}) {
    EXPECT_TRUE(failed_with(test.login(email, test.password), AccountError::unavailable));
  }
}

}  // namespace
}  // namespace gatehouse::auth
