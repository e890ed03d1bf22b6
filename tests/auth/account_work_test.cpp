// SPDX-License-Identifier: Apache-2.0
// A refused login costs the same work whatever the reason (CWE-208). Work is counted, never timed.

#include <gtest/gtest.h>

#include "auth/accounts_under_test.h"
#include "gatehouse/base/ascii.h"

namespace gatehouse::auth {
namespace {

TEST(UserEnumeration, RefusedLoginsCostOneHashAndOneLookUpEach) {
  AccountsUnderTest test;
  test.add();
  const auto barred =
      run(test.accounts.sign_up(store::Actor{}, "barred@example.org", Secret{test.password}, test_job()))
          .value();
  ASSERT_TRUE(run(test.accounts.disable(store::Actor{}, barred.id)));
  store::NewUser damaged{Uuid::random(), "damaged@example.org", "$2b$05$damaged", prepared_password_version};
  ASSERT_TRUE(run(test.real->users().create_user(store::Call{}, std::move(damaged))));
  store::NewUser unknown{Uuid::random(), "unknown@example.org", "{MD5}something", imported_password_version};
  ASSERT_TRUE(run(test.real->users().create_user(store::Call{}, std::move(unknown))));

  const std::string passwords[] = {
      "wrong password",         test.password,          "",
      std::string(73, 'q'),     std::string(5000, 'q'), std::string("with\0nul", 8),
      "no UTF-8 \xff\xfe here", "cafe\u0301 creme"};
  for (const char* email : {"nobody@example.org", "no address", "", test.email, "barred@example.org",
                            "damaged@example.org", "ADA@EXAMPLE.ORG"}) {
    for (const auto& password : passwords) {
      if (fold_case(email) == "ada@example.org" && password == test.password) continue;
      const int before = test.scheme->computed();
      const int calls_before = test.store.operations();
      EXPECT_TRUE(failed_with(test.login(email, password), AccountError::wrong_credentials))
          << email << ' ' << password;
      EXPECT_EQ(test.scheme->computed() - before, 1) << email << ' ' << password;
      // A text that is not an address cannot belong to an account, so skipping the lookup reveals nothing.
      EXPECT_EQ(test.store.operations() - calls_before, Email::parse(email) ? 1 : 0)
          << email << ' ' << password;
    }
  }
  const int before = test.scheme->computed();
  EXPECT_TRUE(failed_with(test.login("unknown@example.org", test.password), AccountError::wrong_credentials));
  EXPECT_EQ(test.scheme->computed() - before, 1);
  EXPECT_FALSE(test.log->lines().empty()) << "a person has to hear of hashes that can't be used";
}

TEST(UserEnumeration, GoodLoginCostsOneHash) {
  AccountsUnderTest test;
  test.add();
  const int before = test.scheme->computed();
  ASSERT_TRUE(test.login(test.email, test.password));
  EXPECT_EQ(test.scheme->computed() - before, 1);
}

TEST(UserEnumeration, SignUpHashesWhetherOrNotTheAddressIsTaken) {
  AccountsUnderTest test;
  test.add();
  for (const char* email : {test.email, "bob@example.org"}) {
    const int before = test.scheme->computed();
    const auto made = run(test.accounts.sign_up(store::Actor{}, email, Secret{test.password}, test_job()));
    EXPECT_EQ(made.has_value(), email != std::string_view{test.email});
    EXPECT_EQ(test.scheme->computed() - before, 1) << email;
  }
}

}  // namespace
}  // namespace gatehouse::auth
