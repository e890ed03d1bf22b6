// SPDX-License-Identifier: Apache-2.0
#include "auth/clients/clients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "auth/print.h"
#include "auth/sessions_under_test.h"
#include "auth/tokens/client_tokens.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::auth {
namespace {

class ClientsTest : public testing::Test {
 protected:
  ClientWithSecret add(std::string id = "reports", std::string scope = "read write") {
    return run(clients.create(store::Actor{}, "Reports", std::move(id), std::move(scope))).value();
  }
  std::optional<ClientError> authenticate(std::string id, const Secret& secret) {
    const auto client = run(clients.authenticate(std::move(id), secret));
    if (client) return std::nullopt;
    return client.error();
  }
  std::optional<ClientError> create(std::string name, std::optional<std::string> id, std::string scope = "") {
    const auto made = run(clients.create(store::Actor{}, std::move(name), std::move(id), std::move(scope)));
    if (made) return std::nullopt;
    return made.error();
  }

  SessionsUnderTest test;
  Clients clients{test.program->store->clients()};
};

TEST_F(ClientsTest, LetsInWhoKnowsTheSecret) {
  const auto made = add();
  EXPECT_EQ(run(clients.authenticate("reports", made.secret)).value(), made.client);
  EXPECT_EQ(made.secret.size(), 43U) << "256 bits in base64url";
  EXPECT_EQ(made.client.secret_hash.find(made.secret.reveal()), std::string::npos);
}

TEST_F(ClientsTest, RefusesAllOthersAlike) {
  const auto made = add();
  const auto other = add("other");
  EXPECT_EQ(authenticate("reports", other.secret), ClientError::unauthenticated);
  EXPECT_EQ(authenticate("reports", Secret{std::string{}}), ClientError::unauthenticated);
  EXPECT_EQ(authenticate("reports", Secret{made.client.secret_hash}), ClientError::unauthenticated);
  EXPECT_EQ(authenticate("nobody", made.secret), ClientError::unauthenticated);
  EXPECT_EQ(authenticate("", made.secret), ClientError::unauthenticated);
  EXPECT_EQ(authenticate(std::string("reports\0", 8), made.secret), ClientError::unauthenticated);
  ASSERT_TRUE(run(clients.disable(store::Actor{}, "reports")));
  EXPECT_EQ(authenticate("reports", made.secret), ClientError::unauthenticated);
  ASSERT_TRUE(run(clients.enable(store::Actor{}, "reports")));
  EXPECT_EQ(authenticate("reports", made.secret), std::nullopt);
}

TEST_F(ClientsTest, AnotherSecretTakesTheOldOnesPlace) {
  const auto made = add();
  const auto rotated = run(clients.rotate_secret(store::Actor{}, "reports")).value();
  EXPECT_EQ(authenticate("reports", made.secret), ClientError::unauthenticated);
  EXPECT_EQ(authenticate("reports", rotated.secret), std::nullopt);
  ASSERT_TRUE(run(clients.delete_client(store::Actor{}, "reports")));
  EXPECT_EQ(authenticate("reports", rotated.secret), ClientError::unauthenticated);
  EXPECT_EQ(run(clients.rotate_secret(store::Actor{}, "reports")).error(), ClientError::not_found);
  EXPECT_EQ(run(clients.delete_client(store::Actor{}, "reports")).error(), ClientError::not_found);
}

TEST_F(ClientsTest, IdsNeedNoEscapeAndAreNoUsers) {
  for (const auto* id : {"a", "A-Z.0_9~", "reports"}) EXPECT_EQ(create("x", id), std::nullopt) << id;
  EXPECT_EQ(create("x", std::string(64, 'a')), std::nullopt);
  for (const auto* id :
       {"", "a b", "a:b", "a/b", "ä", "a\n", "a%20", "00000000-0000-4000-8000-00000000000A"}) {
    EXPECT_EQ(create("x", id), ClientError::invalid_id) << id;
  }
  EXPECT_EQ(create("x", std::string{no_client}), ClientError::invalid_id);
  EXPECT_EQ(create("x", std::string(65, 'a')), ClientError::invalid_id);
  EXPECT_EQ(create("x", "reports"), ClientError::id_taken);
  EXPECT_TRUE(Uuid::parse(run(clients.create(store::Actor{}, "x", std::nullopt, "")).value().client.id));
}

TEST_F(ClientsTest, NamesAreForPeople) {
  EXPECT_EQ(create("Bücher & Co.", "a"), std::nullopt);
  EXPECT_EQ(create(std::string(100, 'x'), "b"), std::nullopt);
  for (const auto& name : std::vector<std::string>{"", "a\nb", "a\x1b[2J", "\x7f", std::string(101, 'x')}) {
    EXPECT_EQ(create(name, "c"), ClientError::invalid_name) << name;
  }
}

TEST_F(ClientsTest, ScopesAreWords) {
  EXPECT_EQ(add("a", "  read  write read ").client.scope, "read write");
  EXPECT_EQ(add("b", "").client.scope, "");
  EXPECT_EQ(add("c", "https://example.org/x#!").client.scope, "https://example.org/x#!");
  for (const auto* scope : {"a\"b", "a\\b", "a\tb", "ä", "a\nb"}) {
    EXPECT_EQ(create("x", "d", scope), ClientError::invalid_scope) << scope;
  }
  EXPECT_EQ(create("x", "d", std::string(1001, 'a')), ClientError::invalid_scope);
}

}  // namespace
}  // namespace gatehouse::auth
