// SPDX-License-Identifier: Apache-2.0
// Users imported with password hashes from other systems.

#include <gtest/gtest.h>

#include "auth/accounts_under_test.h"
#include "auth/roles.h"

namespace gatehouse::auth {
namespace {

const std::string good_hash = "$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm";
constexpr const char* good_password = "Kk4DQuMMfZL9o";

ImportedUser row(std::string email, std::string hash = good_hash) {
  ImportedUser user;
  user.email = std::move(email);
  user.password_hash = std::move(hash);
  return user;
}

TEST(AccountsImport, EachRowHasItsOutcome) {
  AccountsUnderTest test;
  const auto there = test.add();
  auto full = row("Full@Example.org");
  full.id = Uuid::random();
  full.created_at = TimePoint{std::chrono::seconds{1}};
  full.disabled = full.is_admin = true;
  full.roles = {"reports:read", "admin", "x", "x"};
  auto two_words = row("words@b.c");
  two_words.roles = {"reports read"};
  auto no_word = row("none@b.c");
  no_word.roles = {""};
  auto by_role = row("root@b.c");
  by_role.roles = {"admin"};
  auto same_id = row("same@example.org");
  same_id.id = full.id;
  auto absurd = good_hash;
  absurd.replace(4, 2, "31");
  const auto outcomes = run(test.accounts.import_users(
      store::Actor{},
      {full, row("ADA@example.org"), row("full@example.org"), same_id, row("no address"),
       row("a@b.c", "plain"), row("b@b.c", good_hash.substr(1)), row("c@b.c", good_hash + "x"),
       row("d@b.c", absurd), row("last@b.c"), two_words, no_word, by_role}));
  ASSERT_TRUE(outcomes);
  using enum ImportOutcome;
  EXPECT_EQ(*outcomes,
            (std::vector{added, present, present, id_taken, invalid_email, unknown_hash, unknown_hash,
                         malformed_hash, refused_cost, added, invalid_roles, invalid_roles, added}));
  EXPECT_EQ(run(test.real->users().estimate_users()).value(), 4U);
  EXPECT_EQ(test.stored(there.id), there) << "who was there is as before";
  const auto stored = test.stored(*full.id);
  EXPECT_EQ(stored.email, "Full@Example.org");
  EXPECT_EQ(stored.password_hash, good_hash);
  EXPECT_EQ(stored.password_version, imported_password_version);
  EXPECT_EQ(stored.created_at, *full.created_at);
  EXPECT_TRUE(stored.disabled);
  EXPECT_EQ(stored.roles, (store::Roles{"admin reports:read x"}));
  const auto root = run(test.accounts.find_user_by_email("root@b.c")).value();
  EXPECT_EQ(root.roles, (store::Roles{"admin"}));
  const auto last = run(test.accounts.find_user_by_email("last@b.c")).value();
  EXPECT_EQ(last.created_at, first_moment);
  EXPECT_FALSE(last.disabled || is_admin(last.roles));
  EXPECT_NE(last.id, Uuid{});
}

TEST(AccountsImport, APasswordThatThePolicyRefusesStillOpensItsAccount) {
  AccountsUnderTest test;
  const crypto::BcryptScheme elsewhere{{.cost = 4}};
  const auto hash = elsewhere.compute("secret", elsewhere.make_setting(system_random()).value()).value();
  ASSERT_EQ(run(test.accounts.import_users(store::Actor{}, {row("ada@b.c", hash)})).value().front(),
            ImportOutcome::added);
  EXPECT_TRUE(test.login("ada@b.c", "secret"));
  EXPECT_TRUE(test.login("ada@b.c", "secret")) << "once its hash is renewed, too";
}

TEST(AccountsImport, LogsInAndIsRenewed) {
  AccountsUnderTest test;
  ASSERT_TRUE(run(test.accounts.import_users(store::Actor{}, {row("ada@b.c")})));
  EXPECT_TRUE(failed_with(test.login("ada@b.c", "wrong password"), AccountError::wrong_credentials));
  EXPECT_TRUE(test.login("ada@b.c", good_password));
  const auto renewed = run(test.accounts.find_user_by_email("ada@b.c")).value();
  EXPECT_EQ(renewed.password_version, prepared_password_version);
  EXPECT_NE(renewed.password_hash, good_hash);
}

}  // namespace
}  // namespace gatehouse::auth
