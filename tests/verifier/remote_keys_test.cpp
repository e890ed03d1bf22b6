// SPDX-License-Identifier: Apache-2.0
// Keys over a real connection: when they are fetched, how long they are used, and what never replaces them.
#include "gatehouse/verifier/remote_keys.h"

#include <gtest/gtest.h>

#include <thread>

#include "crypto/forge.h"
#include "gatehouse/verifier/verifier.h"
#include "http/test_server.h"
#include "store/run.h"
#include "verifier/key_server.h"
#include "verifier/raw_server.h"

namespace gatehouse::verifier {
namespace {

using namespace std::chrono_literals;
using crypto::SigningAlgorithm;
using crypto::SigningKey;

const SigningKey& old_key() { return crypto::test_key(SigningAlgorithm::eddsa); }
const SigningKey& new_key() { return crypto::test_key(SigningAlgorithm::es256); }

std::string token_of(const SigningKey& key, std::string_view subject = "ada") {
  crypto::Claims claims;
  claims.subject = subject;
  claims.expires_at = crypto::test_now + std::chrono::days{1};
  return crypto::sign(claims, key);
}

struct House {
  House() { server.publish(jwks_of({old_key()}), {{"Cache-Control", "max-age=300"}}); }

  void open(std::string_view path = "/jwks.json") { open_at(server.url(path)); }
  void open_at(const std::string& url) { open_with(RemoteKeys::from_url(url, options)); }
  void open_issuer() { open_with(RemoteKeys::from_issuer(server.url(""), options)); }
  void open_with(const result<std::shared_ptr<RemoteKeys>, std::string>& keys) {
    if (!keys) throw std::runtime_error{keys.error()};
    verifier.emplace(*keys, rules, clock);
  }

  /// Returns the verifier's result, and waits for it if necessary.
  std::string said(const std::string& token) {
    const auto answer = store::run(verifier->verify(token));
    return answer ? "accepted" : std::string{to_string(answer.error())};
  }
  std::string said_at_once(const std::string& token) {
    const auto answer = verifier->verify_cached(token);
    if (!answer) return "must wait";
    return *answer ? "accepted" : std::string{to_string(answer->error())};
  }
  void await_asked(std::size_t count) const {
    for (int i = 0; i < 1000 && server.asked() < count; ++i) std::this_thread::sleep_for(5ms);
    ASSERT_EQ(server.asked(), count);
  }
  /// Waits for a line in the log, which each fetch ends with.
  void await_log(std::string_view text, std::size_t count = 1) const {
    const auto seen = [&] {
      std::size_t found = 0;
      const auto lines = log->text();
      for (auto at = lines.find(text); at != lines.npos; at = lines.find(text, at + 1)) ++found;
      return found;
    };
    for (int i = 0; i < 1000 && seen() < count; ++i) std::this_thread::sleep_for(5ms);
    ASSERT_EQ(seen(), count) << text << " in\n" << log->text();
  }

  ManualClock clock{crypto::test_now};
  std::shared_ptr<http::test::MemoryLog> log = std::make_shared<http::test::MemoryLog>();
  KeyServer server;
  RemoteKeysOptions options{.log = log, .clock = clock};
  crypto::TokenRules rules;
  std::optional<Verifier> verifier;
};

TEST(RemoteKeys, AreFetchedOnceWhileFresh) {
  House house;
  house.open();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(house.said(token_of(old_key(), std::to_string(i))), "accepted");
  house.clock.advance(239s);
  EXPECT_EQ(house.said_at_once(token_of(old_key())), "accepted");
  EXPECT_EQ(house.server.asked(), 1U);
  EXPECT_EQ(house.server.last_if_none_match(), "-");
}

TEST(RemoteKeys, AreFetchedAgainBeforeTheyAreOldAndNobodyWaits) {
  House house;
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "accepted");
  house.server.hold();
  house.clock.advance(241s);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(house.said_at_once(token), "accepted");
  house.await_asked(2);
  house.server.release();
  house.await_log("keys fetched", 2);
  EXPECT_EQ(house.said_at_once(token), "accepted");
  EXPECT_EQ(house.server.asked(), 2U);
}

TEST(RemoteKeys, OldOnesAreWaitedForByAllAtOnce) {
  House house;
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "accepted");
  house.clock.advance(301s);
  house.server.publish(jwks_of({new_key()}));
  house.server.hold();
  EXPECT_EQ(house.said_at_once(token), "must wait");
  house.await_asked(2);
  std::thread releasing{[&] {
    std::this_thread::sleep_for(50ms);
    house.server.release();
  }};
  std::vector<awaitable<VerifyResult>> all;
  const auto other = token_of(new_key());
  for (int i = 0; i < 20; ++i) all.push_back(house.verifier->verify(i % 2 == 0 ? token : other));
  const auto answers = store::run_all(std::move(all));
  releasing.join();
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].has_value(), i % 2 == 1) << i;
  EXPECT_EQ(house.server.asked(), 2U);
}

TEST(RemoteKeys, ThatAreGoneAreNoLongerAccepted) {
  House house;
  house.server.publish(jwks_of({old_key(), new_key()}), {{"Cache-Control", "max-age=300"}});
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "accepted");
  EXPECT_EQ(house.said(token), "accepted");  // from memory
  house.server.publish(jwks_of({new_key()}));
  house.clock.advance(301s);
  EXPECT_EQ(house.said(token), "unknown_key");
  EXPECT_EQ(house.said(token_of(new_key())), "accepted");
  house.server.publish(R"({"keys":[]})");
  house.clock.advance(301s);
  EXPECT_EQ(house.said(token_of(new_key())), "unknown_key");
}

TEST(RemoteKeys, OfOneNameThatChangeAreNotTheSame) {
  House house;
  const auto jwk = [](const SigningKey& key) {
    auto text = key.public_key().to_jwk();
    return text.replace(text.find(key.kid()), key.kid().size(), "a");
  };
  const auto other = SigningKey::generate(SigningAlgorithm::eddsa);
  const auto token = crypto::forge(old_key(), R"({"alg":"EdDSA","kid":"a"})", crypto::plain_claims);
  house.server.publish(R"({"keys":[)" + jwk(old_key()) + "]}");
  house.open();
  EXPECT_EQ(house.said(token), "accepted");
  house.server.publish(R"({"keys":[)" + jwk(other) + "]}");
  house.clock.advance(301s);
  EXPECT_EQ(house.said(token), "bad_signature");
}

TEST(RemoteKeys, ANewOneIsFetchedWhenATokenNamesIt) {
  House house;
  house.open();
  EXPECT_EQ(house.said(token_of(old_key())), "accepted");
  house.server.publish(jwks_of({old_key(), new_key()}));
  EXPECT_EQ(house.said_at_once(token_of(new_key())), "unknown_key")
      << "just fetched: not again for a stranger";
  house.clock.advance(10s);
  EXPECT_EQ(house.said(token_of(new_key())), "accepted");
  EXPECT_EQ(house.said_at_once(token_of(old_key())), "accepted");
  EXPECT_EQ(house.server.asked(), 2U);
}

TEST(RemoteKeys, StrangersCanNotMakeItHammerTheServer) {
  House house;
  house.open();
  EXPECT_EQ(house.said(token_of(old_key())), "accepted");
  const auto stranger = SigningKey::generate(SigningAlgorithm::eddsa);
  for (int second = 0; second < 35; ++second) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(house.said(token_of(stranger)), "unknown_key");
    house.clock.advance(1s);
  }
  EXPECT_EQ(house.server.asked(), 1U + 3);
  // A token that is invalid whatever the keys are does not cause a fetch.
  house.clock.advance(10s);
  const auto kid = R"(,"kid":"x"})";
  EXPECT_EQ(house.said(crypto::forge(R"({"alg":"HS256")" + std::string{kid}, crypto::plain_claims)),
            "unsupported_algorithm");
  EXPECT_EQ(house.said(crypto::forge(R"({"alg":"none")" + std::string{kid}, crypto::plain_claims)),
            "unsupported_algorithm");
  EXPECT_EQ(house.said("nonsense"), "malformed");
  EXPECT_EQ(house.server.asked(), 1U + 3);
}

TEST(RemoteKeys, AreAskedForWithTheirTag) {
  House house;
  const auto body = jwks_of({old_key()});
  house.server.set_answer([body](const http::Request& request, http::Response& response) {
    response.set("ETag", "\"one\"");
    response.set("Cache-Control", "max-age=100");
    if (request.find("If-None-Match") == "\"one\"") {
      response.status = 304;
    } else {
      response.body = body;
    }
  });
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "accepted");
  for (std::size_t round = 2; round < 5; ++round) {
    house.clock.advance(101s);
    EXPECT_EQ(house.said(token), "accepted");
    EXPECT_EQ(house.server.asked(), round);
    EXPECT_EQ(house.server.last_if_none_match(), "\"one\"");
    EXPECT_EQ(house.said_at_once(token), "accepted");
  }
}

TEST(RemoteKeys, A304ThatNobodyAskedForIsNoAnswer) {
  House house;
  house.server.fail(304);
  house.open();
  EXPECT_EQ(house.said(token_of(old_key())), "unavailable");
}

TEST(RemoteKeys, TheLastGoodOnesServeWhileThereAreNoOthers) {
  House house;
  house.options.most_staleness = 1000s;
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "accepted");
  house.server.stop();
  house.clock.advance(301s);
  EXPECT_EQ(house.said(token), "accepted");
  EXPECT_EQ(house.said(token_of(old_key(), "another")), "accepted");
  EXPECT_EQ(house.said(token_of(new_key())), "unavailable") << "a new key, or none: nobody knows";
  for (int i = 0; i < 6; ++i) {
    house.clock.advance(100s);
    EXPECT_EQ(house.said_at_once(token), "accepted") << "nobody waits for a server that is down";
    house.await_log("could not be fetched", static_cast<std::size_t>(2 + i));
  }
  house.clock.advance(100s);
  EXPECT_EQ(house.said(token), "unavailable");
  house.await_log("Connection refused", 8);
}

TEST(RemoteKeys, ComeBackWithTheServer) {
  House house;
  house.server.fail(503);
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "unavailable");
  house.server.publish(jwks_of({old_key()}));
  EXPECT_EQ(house.said(token), "unavailable") << "asked a moment ago";
  house.clock.advance(1s);
  EXPECT_EQ(house.said(token), "accepted");
}

TEST(RemoteKeys, AClockThatIsPutBackKeepsNothingAlive) {
  House house;
  house.open();
  const auto token = token_of(old_key());
  EXPECT_EQ(house.said(token), "accepted");
  house.server.publish(jwks_of({new_key()}));
  house.clock.advance(-24h);
  EXPECT_EQ(house.said(token), "unknown_key");
  EXPECT_EQ(house.server.asked(), 2U);
}

TEST(RemoteKeys, WhatIsNoKeySetChangesNothing) {
  const auto good = old_key().public_key().to_jwk();
  auto namesake = new_key().public_key().to_jwk();
  namesake.replace(namesake.find(new_key().kid()), new_key().kid().size(), old_key().kid());
  std::string many = R"({"keys":[)";
  for (int i = 0; i < 65; ++i) many += R"({"kty":"oct","kid":")" + std::to_string(i) + R"("},)";
  using Answer = KeyServer::Answer;
  const auto body = [](std::string text) -> Answer {
    return [text = std::move(text)](const auto&, http::Response& response) { response.body = text; };
  };
  const auto status = [&](unsigned number, std::string field, std::string value) -> Answer {
    return [=](const auto&, http::Response& response) {
      response.status = number;
      response.set(field, value);
      response.body = jwks_of({new_key()});
    };
  };
  House house;
  const std::pair<const char*, Answer> cases[] = {
      {"malformed", body("")},
      {"malformed", body("<html>")},
      {"malformed", body(R"({"keys":{}})")},
      {"malformed", body(R"({"keys":[)" + good + "],\"keys\":[]}")},
      {"malformed", body(R"({"keys":[)" + good)},
      {"duplicate_kid", body(R"({"keys":[)" + good + "," + namesake + "]}")},
      {"too_many_keys", body(many + good + "]}")},
      {"answered 302: redirects are not followed", status(302, "Location", house.server.url("/other"))},
      {"answered 301: redirects are not followed", status(301, "Location", "https://id.example.com/")},
      {"answered 204", status(204, "X", "")},
      {"answered 404", status(404, "X", "")},
      {"answered 500", status(500, "X", "")},
      {"the answer is compressed", status(200, "Content-Encoding", "gzip")},
      {"the answer is too long",
       body(R"({"keys":[)" + good + "]}" + std::string(house.options.body_bytes, ' '))},
  };
  house.open();
  EXPECT_EQ(house.said(token_of(old_key())), "accepted");
  std::size_t asked = 1;
  for (const auto& [reason, answer] : cases) {
    house.server.set_answer(answer);
    house.clock.advance(10s);
    EXPECT_EQ(house.said(token_of(new_key())), "unavailable") << reason;
    EXPECT_EQ(house.said_at_once(token_of(old_key())), "accepted") << reason;
    EXPECT_EQ(house.server.asked(), ++asked);
    house.await_log("could not be fetched", asked - 1);
    const auto log = house.log->text();
    EXPECT_NE(log.find(reason, log.rfind("could not be fetched")), log.npos) << reason << " in\n" << log;
  }
}

TEST(RemoteKeys, ThatAreOfNoUseAreLeftOut) {
  auto hidden = new_key().public_key().to_jwk();
  hidden.insert(1, R"("d":"AAAA",)");
  House house;
  house.server.publish(R"({"keys":[{"kty":"oct","kid":"s","k":"AAAA"},)" + hidden + "," +
                       old_key().public_key().to_jwk() + "]}");
  house.open();
  EXPECT_EQ(house.said(token_of(old_key())), "accepted");
  EXPECT_EQ(house.said(token_of(new_key())), "unknown_key") << "its private half is known to all";
  EXPECT_NE(house.log->text().find("reason=private_key"), std::string::npos);
  EXPECT_NE(house.log->text().find("reason=unsupported"), std::string::npos);
}

TEST(RemoteKeys, ASlowServerIsGivenUp) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
  for (const auto& bytes : {std::string{}, std::string{"HTTP/1.1 200 "}, head, head + R"({"keys":[)"}) {
    House house;
    house.options.fetch_time = 150ms;
    const RawServer slow{bytes};
    house.open_at("http://127.0.0.1:" + slow.port() + "/");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(house.said(token_of(old_key())), "unavailable");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    house.await_log("no answer in time");
  }
}

TEST(RemoteKeys, WhatIsNoHttpIsNoAnswer) {
  const std::string endless(64 * 1024, 'x');
  for (const auto& bytes :
       {std::string{"SSH-2.0-OpenSSH\r\n"}, "HTTP/1.1 200 OK\r\nX: " + endless,
        std::string{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"}}) {
    House house;
    const RawServer raw{bytes};
    house.open_at("http://127.0.0.1:" + raw.port() + "/");
    EXPECT_EQ(house.said(token_of(old_key())), "unavailable");
    EXPECT_EQ(raw.asked(), 1);
  }
}

TEST(RemoteKeys, AVerifierThatEndsInAFetchWaitsForNoAnswer) {
  const RawServer silent{""};
  const auto begin = std::chrono::steady_clock::now();
  {
    House house;
    house.options.fetch_time = 60s;
    house.open_at("http://127.0.0.1:" + silent.port() + "/");
    for (int i = 0; i < 1000 && silent.asked() == 0; ++i) std::this_thread::sleep_for(1ms);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

TEST(RemoteKeys, OfAnIssuerAreWhereItsMetadataSays) {
  House house;
  const std::string issuer = house.server.url("");
  std::string path = "/first";
  std::mutex mutex;
  house.server.set_answer([&](const http::Request& request, http::Response& response) {
    const std::lock_guard lock{mutex};
    if (request.path == "/.well-known/oauth-authorization-server") {
      response.body = R"({"issuer":")" + issuer + R"(","jwks_uri":")" + house.server.url(path) + "\"}";
    } else if (request.path == path) {
      response.body = jwks_of({old_key()});
    } else {
      response.status = 404;
    }
  });
  house.open_issuer();
  EXPECT_EQ(house.said(token_of(old_key())), "accepted");
  EXPECT_EQ(house.server.asked(), 2U);
  {
    const std::lock_guard lock{mutex};
    path = "/second";
  }
  house.clock.advance(301s);
  EXPECT_EQ(house.said(token_of(old_key())), "accepted");  // the last valid keys
  house.clock.advance(10s);
  EXPECT_EQ(house.said_at_once(token_of(old_key())), "accepted");
  house.await_log("keys fetched", 2);
  EXPECT_EQ(house.server.asked(), 5U) << "keys, then metadata and keys";
}

TEST(RemoteKeys, OfAnotherIssuerAreNotTaken) {
  House house;
  house.server.set_answer([&](const http::Request& request, http::Response& response) {
    response.body = request.path == "/jwks" ? jwks_of({old_key()})
                                            : R"({"issuer":"https://id.example.com","jwks_uri":")" +
                                                  house.server.url("/jwks") + "\"}";
  });
  house.open_issuer();
  EXPECT_EQ(house.said(token_of(old_key())), "unavailable");
  EXPECT_EQ(house.server.asked(), 1U);
}

TEST(RemoteKeys, MistakesAreToldAtOnce) {
  EXPECT_TRUE(RemoteKeys::from_url("http://id.example.com/").has_error());
  EXPECT_TRUE(RemoteKeys::from_issuer("").has_error());
  RemoteKeysOptions options;
  options.ca_file = "/nowhere.pem";
  const auto refused = RemoteKeys::from_url("https://id.example.com/", options);
  ASSERT_TRUE(refused.has_error());
  EXPECT_NE(refused.error().find("/nowhere.pem"), std::string::npos) << refused.error();
  RemoteKeysOptions hasty;
  hasty.pause = 0s;
  EXPECT_TRUE(RemoteKeys::from_url("https://id.example.com/", hasty).has_error());
}

}  // namespace
}  // namespace gatehouse::verifier
