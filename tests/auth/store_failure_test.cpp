// SPDX-License-Identifier: Apache-2.0
// Each call to the store fails once, in turn. The result is "unavailable", never a wrong yes or no.

#include <gtest/gtest.h>

#include <functional>

#include "auth/accounts_under_test.h"
#include "auth/tokens/access_checks.h"

namespace gatehouse::auth {
namespace {

template <class T>
std::optional<AccountErrorCode> code_of(const AccountResult<T>& result) {
  if (result) return std::nullopt;
  return result.error().code();
}

struct Operation {
  const char* what;
  int calls;  ///< the number of calls to the store; a failure of each must be reported
  std::function<std::optional<AccountErrorCode>(AccountsUnderTest&, const Uuid&)> run_it;
};

const Operation operations[] = {
    {"sign_up", 1,
     [](AccountsUnderTest& test, const Uuid&) {
       return code_of(
           run(test.accounts.sign_up(store::Actor{}, "bob@example.org", Secret{"qzjxkvwp"}, test_job())));
     }},
    {"authenticate", 2,
     [](AccountsUnderTest& test, const Uuid&) { return code_of(test.login(test.email, test.password)); }},
    {"find_user", 1,
     [](AccountsUnderTest& test, const Uuid& id) { return code_of(run(test.accounts.find_user(id, 0))); }},
    {"create_user", 1,
     [](AccountsUnderTest& test, const Uuid&) {
       return code_of(
           run(test.accounts.create_user(store::Actor{}, "bob@example.org", Secret{"qzjxkvwp"}, test_job())));
     }},
    {"set_password", 2,
     [](AccountsUnderTest& test, const Uuid& id) {
       return code_of(run(test.accounts.set_password(store::Actor{}, id, Secret{"qzjxkvwp"}, test_job())));
     }},
    {"import_users", 1,
     [](AccountsUnderTest& test, const Uuid&) {
       return code_of(run(
           test.accounts.import_users(store::Actor{}, {{.email = "bob@example.org", .password_hash = ""}})));
     }},
    {"disable", 1,
     [](AccountsUnderTest& test, const Uuid& id) {
       return code_of(run(test.accounts.disable(store::Actor{}, id)));
     }},
    {"enable", 1,
     [](AccountsUnderTest& test, const Uuid& id) {
       return code_of(run(test.accounts.enable(store::Actor{}, id)));
     }},
    {"delete_user", 1,
     [](AccountsUnderTest& test, const Uuid& id) {
       return code_of(run(test.accounts.delete_user(store::Actor{}, id)));
     }},
    {"find_user_by_email", 1,
     [](AccountsUnderTest& test, const Uuid&) {
       return code_of(run(test.accounts.find_user_by_email(test.email)));
     }},
    {"list_users", 1,
     [](AccountsUnderTest& test, const Uuid&) { return code_of(run(test.accounts.list_users("", "", 9))); }},
};

TEST(StoreFailure, EachCallInTurnIsToldAsUnavailable) {
  for (const auto& operation : operations) {
    for (int call = 1; call <= operation.calls + 1; ++call) {
      for (const auto error : {store::StoreError::unavailable, store::StoreError::damaged}) {
        AccountsUnderTest test;
        const auto user = test.add();
        test.store.fail_at(call, error);
        const auto code = operation.run_it(test, user.id);
        const bool fails = call <= operation.calls;
        EXPECT_EQ(test.store.has_failed(), fails) << operation.what << " call " << call;
        EXPECT_EQ(code, fails ? std::optional{AccountErrorCode::unavailable} : std::nullopt)
            << operation.what << " call " << call;
      }
    }
  }
}

TEST(StoreFailure, UnknownAccountIsNotToldFromAStoreThatFails) {
  AccountsUnderTest test;
  test.store.fail_at(1);
  EXPECT_TRUE(failed_with(test.login("nobody@example.org", test.password), AccountError::unavailable));
}

TEST(StoreFailure, LoginOutlivesAHashThatCanNotBeRenewed) {
  AccountsUnderTest test;
  const auto user = test.import(test.password, 4);
  test.store.fail_at(3);
  EXPECT_TRUE(test.login(test.email, test.password));
  EXPECT_TRUE(test.store.has_failed());
  EXPECT_EQ(test.stored(user.id).password_hash, user.password_hash);
  EXPECT_EQ(test.log->lines(), std::vector<std::string>{"a password's hash could not be renewed"});
  ASSERT_TRUE(test.login(test.email, test.password)) << "the next login tries again";
  EXPECT_NE(test.stored(user.id).password_hash, user.password_hash);
}

TEST(StoreFailure, AccessIsUnavailableRatherThanRefused) {
  AccountsUnderTest test;
  const auto user = test.add();
  const crypto::Tokens tokens{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random()};
  store::EndedSessions ended{test.store, test.workers, test.clock};
  AccessChecks service{tokens, test.cache, ended};
  const auto token = tokens.issue_access(user.id.to_string(), Uuid::random().to_string());
  test.store.fail_at(1);
  const auto refused = run(service.check_access(token, 0));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error(), AccessError::unavailable);
  EXPECT_TRUE(run(service.check_access(token, 0)));
}

}  // namespace
}  // namespace gatehouse::auth
