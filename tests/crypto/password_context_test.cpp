// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/password_context.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "crypto/fake_scheme.h"
#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::crypto {
namespace {

struct PasswordContextTest : testing::Test {
  std::shared_ptr<FakeScheme> current = std::make_shared<FakeScheme>("new", 2);
  std::shared_ptr<FakeScheme> old = std::make_shared<FakeScheme>("old");
  PasswordContext context{PasswordContext::Schemes{current, old}};
};

TEST_F(PasswordContextTest, TheFirstSchemeHashesAllVerify) {
  EXPECT_EQ(*context.hash(Secret{"ada"}), "$new$2$ada");
  EXPECT_EQ(*context.verify(Secret{"ada"}, "$new$2$ada"), (Verdict{.ok = true, .needs_update = false}));
  EXPECT_EQ(*context.verify(Secret{"ada"}, "$new$1$ada"), (Verdict{.ok = true, .needs_update = true}));
  EXPECT_EQ(*context.verify(Secret{"ada"}, "$old$1$ada"), (Verdict{.ok = true, .needs_update = true}));
  EXPECT_EQ(*context.verify(Secret{"eve"}, "$old$1$ada"), Verdict{});
  EXPECT_TRUE(context.needs_update("$old$1$ada"));
  EXPECT_TRUE(context.needs_update("$new$1$ada"));
  EXPECT_FALSE(context.needs_update("$new$2$ada"));
  EXPECT_TRUE(context.needs_update("plain"));
}

TEST_F(PasswordContextTest, AHashItCantReadIsAnErrorNeverAYes) {
  EXPECT_EQ(context.verify(Secret{"ada"}, "ada").error(), PasswordError::unknown_scheme);
  EXPECT_EQ(context.verify(Secret{"ada"}, "").error(), PasswordError::unknown_scheme);
  EXPECT_EQ(context.verify(Secret{"ada"}, "$new$").error(), PasswordError::malformed_hash);
  EXPECT_EQ(context.verify(Secret{"ada"}, "$new$2ada").error(), PasswordError::malformed_hash);
  EXPECT_TRUE(current->computed().empty());
  current->fails = true;
  EXPECT_EQ(context.verify(Secret{"ada"}, "$new$2$ada").error(), PasswordError::engine_failed);
  EXPECT_EQ(context.hash(Secret{"ada"}).error(), PasswordError::engine_failed);
  EXPECT_EQ(context.verify_dummy().error(), PasswordError::engine_failed);
}

TEST_F(PasswordContextTest, ChecksAnEncodedHashWithoutWork) {
  EXPECT_EQ(context.check_encoded("$new$1$ada"), std::nullopt);
  EXPECT_EQ(context.check_encoded("$old$1$ada"), std::nullopt);
  EXPECT_EQ(context.check_encoded("ada"), PasswordError::unknown_scheme);
  EXPECT_EQ(context.check_encoded("$new$"), PasswordError::malformed_hash);
  EXPECT_TRUE(current->computed().empty());
}

TEST_F(PasswordContextTest, WhatIsNoPasswordIsNotHashed) {
  EXPECT_EQ(context.hash(Secret{""}).error(), PasswordError::empty);
  EXPECT_EQ(context.hash(Secret{std::string{"a\0", 2}}).error(), PasswordError::contains_nul);
  EXPECT_EQ(context.hash(Secret{"\xff"}).error(), PasswordError::not_text);
  EXPECT_EQ(context.hash(Secret{std::string(21, 'x')}).error(), PasswordError::too_long);
  EXPECT_EQ(context.check(Secret{std::string(21, 'x')}), PasswordError::too_long);
  EXPECT_EQ(context.check(Secret{std::string(20, 'x')}), std::nullopt);
  EXPECT_TRUE(current->computed().empty());
}

TEST_F(PasswordContextTest, WhatIsNoPasswordIsAWrongOneAfterTheSameWork) {
  const std::string no_passwords[] = {"",     std::string{"ada\0", 4}, std::string{"\0", 1},
                                      "\xff", std::string(21, 'x'),    std::string(5000, 'x')};
  std::size_t computations = 0;
  for (const auto& text : no_passwords) {
    EXPECT_EQ(*context.verify(Secret{text}, "$new$2$ada"), Verdict{});
    ASSERT_EQ(current->computed().size(), ++computations);
  }
  EXPECT_EQ(*context.verify(Secret{std::string(21, 'x')}, "$new$2$" + std::string(20, 'x')), Verdict{});
  EXPECT_EQ(*context.verify_dummy(), Verdict{});
  for (const auto& setting : current->computed()) EXPECT_EQ(setting, "$new$2$");
}

TEST_F(PasswordContextTest, NotEvenADummysOwnTextOpensAnAccount) {
  // Even if the hash that stands in for an unknown account were stored, an invalid password must stay wrong.
  EXPECT_EQ(*context.verify(Secret{std::string{"x\0", 2}}, "$new$2$dummy password"), Verdict{});
}

TEST_F(PasswordContextTest, FormsOfAPassword) {
  const std::string decomposed = "e\xcc\x81";
  EXPECT_EQ(*context.hash(Secret{decomposed}), "$new$2$\xc3\xa9");
  EXPECT_TRUE(context.verify(Secret{decomposed}, "$new$2$\xc3\xa9")->ok);
  EXPECT_FALSE(context.verify(Secret{decomposed}, "$old$1$" + decomposed)->ok);
  EXPECT_TRUE(context.verify(Secret{decomposed}, "$old$1$" + decomposed, PasswordForm::raw)->ok);
  EXPECT_TRUE(context.verify(Secret{"\xff"}, "$old$1$\xff", PasswordForm::raw)->ok);
  EXPECT_FALSE(context.verify(Secret{std::string{"a\0b", 3}}, "$old$1$a", PasswordForm::raw)->ok);
}

TEST(PasswordContext, BcryptNeverCutsAPassword) {
  const PasswordContext context{
      PasswordContext::Schemes{std::make_shared<BcryptScheme>(BcryptOptions{.cost = 4})}};
  const auto encoded = context.hash(Secret{std::string(72, 'x')});
  ASSERT_TRUE(encoded);
  EXPECT_TRUE(context.verify(Secret{std::string(72, 'x')}, *encoded)->ok);
  EXPECT_FALSE(context.verify(Secret{std::string(73, 'x')}, *encoded)->ok);
  EXPECT_EQ(context.hash(Secret{std::string(73, 'x')}).error(), PasswordError::too_long);
  // 36 times U+00E9: 108 bytes as typed, 72 after preparation.
  std::string typed;
  for (int i = 0; i < 36; ++i) typed += "e\xcc\x81";
  EXPECT_TRUE(context.hash(Secret{typed}));
  EXPECT_EQ(context.hash(Secret{typed + "x"}).error(), PasswordError::too_long);
  EXPECT_NE(*context.hash(Secret{"x"}), *context.hash(Secret{"x"})) << "salted";
}

TEST(PasswordContext, NeedsAScheme) {
  EXPECT_THROW((PasswordContext{PasswordContext::Schemes{}}), std::invalid_argument);
}

}  // namespace
}  // namespace gatehouse::crypto
