// SPDX-License-Identifier: Apache-2.0
// The life of key pairs, over a real SQLite store that can be closed and reopened.
#include "auth/keys/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/crypto/keys/jwks.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/open_store.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/temporary_folder.h"

namespace gatehouse::auth {
namespace {

using crypto::SigningAlgorithm;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::run;
using testing::ElementsAre;
using testing::IsEmpty;

class KeyRingTest : public testing::Test {
 protected:
  KeyRingTest() { restart(); }

  /// Starts the program anew, whatever state it was in.
  void restart() {
    ring.reset();
    store.reset();
    store::StoreOptions where;
    where.folder = folder.path() / "data";
    where.clock = &clock;
    auto opened = store::open_store(where);
    if (!opened) throw std::runtime_error{opened.error().text};
    store = std::move(*opened);
    KeyRingOptions options{.algorithm = algorithm, .rotate_after = rotate_after, .clock = clock};
    ring = std::make_shared<KeyRing>(store->keys(), std::move(options));
    run(ring->load()).value();
  }
  /// Starts with key pairs after a run in which the secret signed clients' tokens.
  void restart_after_the_secret() {
    ring.reset();
    store.reset();
    std::filesystem::remove_all(folder.path() / "data");
    algorithm.reset();
    restart();
    EXPECT_TRUE(run(store->clients().create_client(store::Call{}, store::sample_client("reports"))));
    algorithm = SigningAlgorithm::eddsa;
    restart();
  }
  crypto::Tokens tokens(std::shared_ptr<const crypto::AccessKeys> keys) const {
    return {secret, crypto::RefreshTokenKey::random(),
            crypto::TokenOptions{.access_keys = std::move(keys), .clock = clock}};
  }
  crypto::Tokens tokens() const { return tokens(ring); }
  std::optional<crypto::TokenError> refusal(const std::string& token) const {
    const auto claims = tokens().verify_access(token);
    if (claims) return std::nullopt;
    return claims.error();
  }
  std::vector<KeyState> states() const {
    std::vector<KeyState> out;
    for (const auto& key : ring->list()) out.push_back(key.state);
    return out;
  }
  std::string active() const { return ring->signing_key(clock.now()).kid(); }

  ManualClock clock{TimePoint{seconds{1'700'000'000}}};
  store::TemporaryFolder folder;
  std::optional<SigningAlgorithm> algorithm = SigningAlgorithm::eddsa;
  seconds rotate_after{};
  crypto::AccessTokenKey secret = crypto::AccessTokenKey::random();
  std::unique_ptr<store::Store> store;
  std::shared_ptr<KeyRing> ring;
};

TEST_F(KeyRingTest, MakesTheFirstKeyAndKeepsIt) {
  EXPECT_THAT(states(), ElementsAre(KeyState::active));
  const auto kid = active();
  const auto token = tokens().issue_access("ada");
  restart();
  EXPECT_EQ(active(), kid);
  EXPECT_EQ(refusal(token), std::nullopt);
  const auto published = crypto::read_jwks(*ring->jwks()).value();
  ASSERT_EQ(published.keys.size(), 1U);
  EXPECT_EQ(published.keys[0].kid(), kid);
}

TEST_F(KeyRingTest, ARotationRefusesNoTokenAndSurprisesNoVerifier) {
  const auto first = active();
  const auto before = tokens().issue_access("ada");
  const auto second = run(ring->rotate(store::Actor{})).value();
  EXPECT_THAT(states(), ElementsAre(KeyState::active, KeyState::next));
  EXPECT_EQ(run(ring->rotate(store::Actor{})).error(), KeyRingError::pending);
  const auto cached = crypto::VerificationKeys::from_keys(crypto::read_jwks(*ring->jwks())->keys).value();
  clock.advance(minutes{10} - seconds{1});
  EXPECT_EQ(active(), first);
  const auto last_of_first = tokens().issue_access("ada");
  clock.advance(seconds{1});
  EXPECT_EQ(active(), second);
  EXPECT_THAT(states(), ElementsAre(KeyState::retiring, KeyState::active));
  const auto after = tokens().issue_access("ada");
  EXPECT_TRUE(crypto::verify_signature(after, cached)) << "known before it was met";
  for (const auto& token : {before, last_of_first, after}) EXPECT_EQ(refusal(token), std::nullopt);
  restart();
  EXPECT_EQ(active(), second);
  for (const auto& token : {before, last_of_first, after}) EXPECT_EQ(refusal(token), std::nullopt);
  clock.advance(hours{24} - seconds{1});
  ASSERT_TRUE(run(ring->maintain()));
  EXPECT_THAT(states(), ElementsAre(KeyState::retiring, KeyState::active));
  const auto generation = ring->generation();
  clock.advance(seconds{1});
  ASSERT_TRUE(run(ring->maintain()));
  EXPECT_THAT(states(), ElementsAre(KeyState::active));
  EXPECT_NE(ring->generation(), generation);
  EXPECT_EQ(refusal(before), crypto::TokenError::unknown_key);
}

TEST_F(KeyRingTest, ARetiredKeyOpensNothing) {
  const auto token = tokens().issue_access("ada");
  const auto generation = ring->generation();
  EXPECT_EQ(run(ring->retire(store::Actor{}, "no such key")).error(), KeyRingError::not_found);
  ASSERT_TRUE(run(ring->retire(store::Actor{}, active())));
  EXPECT_NE(ring->generation(), generation);
  EXPECT_EQ(refusal(token), crypto::TokenError::unknown_key);
  EXPECT_THAT(states(), ElementsAre(KeyState::active));
  EXPECT_EQ(refusal(tokens().issue_access("ada")), std::nullopt);
}

TEST_F(KeyRingTest, WithTheActiveKeyTheOneInWaitingGoesToo) {
  const auto first = active();
  const auto next = run(ring->rotate(store::Actor{})).value();
  ASSERT_TRUE(run(ring->retire(store::Actor{}, first)));
  EXPECT_THAT(states(), ElementsAre(KeyState::active));
  EXPECT_NE(active(), first);
  EXPECT_NE(active(), next);
  clock.advance(hours{1});
  EXPECT_THAT(states(), ElementsAre(KeyState::active));
}

TEST_F(KeyRingTest, TheNextKeyAndARetiringOneCanBeRetiredAlone) {
  const auto first = active();
  const auto next = run(ring->rotate(store::Actor{})).value();
  ASSERT_TRUE(run(ring->retire(store::Actor{}, next)));
  EXPECT_EQ(active(), first);
  const auto second = run(ring->rotate(store::Actor{}, seconds{0})).value();
  clock.advance(seconds{1});
  EXPECT_THAT(states(), ElementsAre(KeyState::retiring, KeyState::active));
  ASSERT_TRUE(run(ring->retire(store::Actor{}, first)));
  EXPECT_EQ(active(), second);
}

TEST_F(KeyRingTest, RotatesOnSchedule) {
  rotate_after = days{90};
  restart();
  const auto first = active();
  clock.advance(days{90} - minutes{10} - seconds{1});
  ASSERT_TRUE(run(ring->maintain()));
  EXPECT_THAT(states(), ElementsAre(KeyState::active));
  clock.advance(seconds{1});
  ASSERT_TRUE(run(ring->maintain()));
  ASSERT_TRUE(run(ring->maintain()));
  EXPECT_THAT(states(), ElementsAre(KeyState::active, KeyState::next));
  EXPECT_EQ(active(), first);
  clock.advance(minutes{10});
  EXPECT_NE(active(), first);
  ASSERT_TRUE(run(ring->maintain()));
  EXPECT_THAT(states(), ElementsAre(KeyState::retiring, KeyState::active));
}

TEST_F(KeyRingTest, AnotherAlgorithmComesWithAnOverlap) {
  const auto token = tokens().issue_access("ada");
  for (const auto other : {SigningAlgorithm::es256, SigningAlgorithm::rs256}) {
    algorithm = other;
    restart();
    EXPECT_EQ(refusal(token), std::nullopt);
    ASSERT_TRUE(run(ring->maintain()));
    EXPECT_EQ(ring->list().back().state, KeyState::next);
    clock.advance(minutes{10});
    EXPECT_EQ(ring->signing_key(clock.now()).algorithm(), other);
    EXPECT_EQ(refusal(tokens().issue_access("ada")), std::nullopt);
  }
}

TEST_F(KeyRingTest, TheSecretOpensNothingWhereItNeverSigned) {
  for (const auto other : {SigningAlgorithm::eddsa, SigningAlgorithm::es256, SigningAlgorithm::rs256}) {
    const store::TemporaryFolder fresh;
    store::StoreOptions where;
    where.folder = fresh.path() / "data";
    where.clock = &clock;
    const auto opened = store::open_store(where).value();
    ASSERT_TRUE(run(opened->clients().create_client(store::Call{}, store::sample_client("reports"))));
    const auto keys =
        std::make_shared<KeyRing>(opened->keys(), KeyRingOptions{.algorithm = other, .clock = clock});
    ASSERT_TRUE(run(keys->load()));
    const auto forged = tokens(nullptr).issue_access("ada");
    EXPECT_EQ(tokens(keys).verify_access(forged).error(), crypto::TokenError::unsupported_algorithm);
  }
}

TEST_F(KeyRingTest, TheSecretOpensNothingOnceItsTokensHaveExpired) {
  restart_after_the_secret();
  const auto by_secret = tokens(nullptr).issue_access("ada");
  EXPECT_EQ(refusal(by_secret), std::nullopt) << "a token from before there were key pairs";
  clock.advance(minutes{29});
  EXPECT_EQ(refusal(by_secret), std::nullopt);
  EXPECT_EQ(refusal(tokens(nullptr).issue_access("ada")), crypto::TokenError::unsupported_algorithm)
      << "it lives longer than any that was issued before";
  clock.advance(minutes{1});
  EXPECT_EQ(refusal(by_secret), crypto::TokenError::unsupported_algorithm);
  ASSERT_TRUE(run(ring->retire(store::Actor{}, active())));
  EXPECT_EQ(refusal(tokens(nullptr).issue_access("ada")), crypto::TokenError::unsupported_algorithm)
      << "a new first key opens no new time for the secret";
}

TEST_F(KeyRingTest, WithoutKeyPairsThereIsNothingToPublishOrRotate) {
  KeyRing none{store->keys(), KeyRingOptions{.clock = clock}};
  ASSERT_TRUE(run(none.load()));
  ASSERT_TRUE(run(none.maintain()));
  EXPECT_FALSE(none.has_key_pairs());
  EXPECT_EQ(*none.jwks(), R"({"keys":[]})");
  EXPECT_THAT(none.list(), IsEmpty());
  EXPECT_EQ(run(none.rotate(store::Actor{})).error(), KeyRingError::no_key_pairs);
  EXPECT_EQ(run(none.retire(store::Actor{}, active())).error(), KeyRingError::no_key_pairs);
}

}  // namespace
}  // namespace gatehouse::auth
