// SPDX-License-Identifier: Apache-2.0
// What an administrator does with accounts takes effect at once.

#include <gtest/gtest.h>

#include "auth/accounts_under_test.h"
#include "auth/roles.h"

namespace gatehouse::auth {
namespace {

/// Brings the user into every worker's copy.
void warm(AccountsUnderTest& test, const Uuid& id) {
  for (std::size_t worker = 0; worker < test.workers; ++worker) {
    ASSERT_TRUE(run(test.accounts.find_user(id, worker)));
    ASSERT_TRUE(test.cache.find_copy(worker, id));
  }
}

TEST(AccountsAdmin, CreatesUsersUnderTheSamePolicy) {
  AccountsUnderTest test;
  const auto root = run(test.accounts.create_user(store::Actor{}, "root@example.org", Secret{"qzjxkvwp"},
                                                  test_job(), {"admin"}));
  ASSERT_TRUE(root);
  EXPECT_TRUE(is_admin(root->roles));
  EXPECT_TRUE(is_admin(test.stored(root->id).roles));
  EXPECT_TRUE(test.login("root@example.org", "qzjxkvwp"));
  const auto plain =
      run(test.accounts.create_user(store::Actor{}, "plain@example.org", Secret{"qzjxkvwp"}, test_job()));
  ASSERT_TRUE(plain);
  EXPECT_FALSE(is_admin(plain->roles));
  const auto refused =
      run(test.accounts.create_user(store::Actor{}, "bob@example.org", Secret{"password"}, test_job()));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error(), AccountError{PasswordRefusal::too_common});
  const auto taken =
      run(test.accounts.create_user(store::Actor{}, "ROOT@example.org", Secret{"qzjxkvwp"}, test_job()));
  EXPECT_TRUE(failed_with(taken, AccountError::email_taken));
}

TEST(AccountsAdmin, SetsPasswords) {
  AccountsUnderTest test;
  const auto user = test.add();
  warm(test, user.id);
  const auto refused =
      run(test.accounts.set_password(store::Actor{}, user.id, Secret{"ADA@example.org"}, test_job()));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error(), AccountError{PasswordRefusal::same_as_email});
  EXPECT_TRUE(test.login(test.email, test.password)) << "a refused password changes nothing";
  const auto set =
      run(test.accounts.set_password(store::Actor{}, user.id, Secret{"another password~"}, test_job()));
  ASSERT_TRUE(set);
  for (std::size_t worker = 0; worker < test.workers; ++worker) {
    EXPECT_EQ(run(test.accounts.find_user(user.id, worker)).value()->password_hash, set->password_hash);
  }
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::wrong_credentials));
  EXPECT_TRUE(test.login(test.email, "another password~"));
}

TEST(AccountsAdmin, DisablesAndEnablesInEveryCopyAtOnce) {
  AccountsUnderTest test;
  const auto user = test.add();
  for (const bool disabled : {true, true, false, false}) {
    warm(test, user.id);
    const auto changed = run(disabled ? test.accounts.disable(store::Actor{}, user.id)
                                      : test.accounts.enable(store::Actor{}, user.id));
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->disabled, disabled);
    for (std::size_t worker = 0; worker < test.workers; ++worker) {
      const auto copy = test.cache.find_copy(worker, user.id);
      EXPECT_TRUE(copy == nullptr || copy->disabled == disabled) << worker;
      EXPECT_EQ(run(test.accounts.find_user(user.id, worker)).value()->disabled, disabled) << worker;
    }
    EXPECT_EQ(test.login(test.email, test.password).has_value(), !disabled);
  }
}

TEST(AccountsAdmin, DeletesFromEveryCopyAtOnce) {
  AccountsUnderTest test;
  const auto user = test.add();
  warm(test, user.id);
  ASSERT_TRUE(run(test.accounts.delete_user(store::Actor{}, user.id)));
  for (std::size_t worker = 0; worker < test.workers; ++worker) {
    EXPECT_EQ(test.cache.find_copy(worker, user.id), nullptr) << worker;
    EXPECT_TRUE(failed_with(run(test.accounts.find_user(user.id, worker)), AccountError::not_found))
        << worker;
  }
  EXPECT_TRUE(failed_with(test.login(test.email, test.password), AccountError::wrong_credentials));
  EXPECT_TRUE(run(test.accounts.sign_up(store::Actor{}, test.email, Secret{test.password}, test_job())))
      << "the address is free again";
}

TEST(AccountsAdmin, NobodyIsNotFound) {
  AccountsUnderTest test;
  const auto nobody = Uuid::random();
  using enum AccountErrorCode;
  EXPECT_TRUE(failed_with(run(test.accounts.find_user(nobody, 0)), not_found));
  EXPECT_TRUE(failed_with(
      run(test.accounts.set_password(store::Actor{}, nobody, Secret{"qzjxkvwp"}, test_job())), not_found));
  EXPECT_TRUE(failed_with(run(test.accounts.disable(store::Actor{}, nobody)), not_found));
  EXPECT_TRUE(failed_with(run(test.accounts.enable(store::Actor{}, nobody)), not_found));
  EXPECT_TRUE(failed_with(run(test.accounts.delete_user(store::Actor{}, nobody)), not_found));
  EXPECT_TRUE(failed_with(run(test.accounts.find_user_by_email("nobody@example.org")), not_found));
  EXPECT_TRUE(failed_with(run(test.accounts.find_user_by_email("no address")), not_found));
}

TEST(AccountsAdmin, FindsAndListsInAnyCase) {
  AccountsUnderTest test;
  const auto ada = test.add();
  for (const char* email : {"adam@example.org", "Bob@example.org"}) {
    ASSERT_TRUE(run(test.accounts.create_user(store::Actor{}, email, Secret{"qzjxkvwp"}, test_job())));
  }
  EXPECT_EQ(run(test.accounts.find_user_by_email("aDA@example.ORG")).value().id, ada.id);
  const auto emails = [&](const char* prefix, const char* after, std::size_t limit) {
    std::string text;
    const auto page = run(test.accounts.list_users(prefix, after, limit)).value();
    for (const auto& user : page.users) text += user.email + ' ';
    return text + page.next.value_or("");
  };
  EXPECT_EQ(emails("", "", 10), "Ada@Example.org adam@example.org Bob@example.org ");
  EXPECT_EQ(emails("ADA", "", 10), "Ada@Example.org adam@example.org ");
  EXPECT_EQ(emails("", "", 1), "Ada@Example.org ada@example.org");
  EXPECT_EQ(emails("", "ADA@example.org", 1), "adam@example.org adam@example.org");
}

}  // namespace
}  // namespace gatehouse::auth
