// SPDX-License-Identifier: Apache-2.0
// Checks access tokens as a request does: a token that was seen before, for each algorithm, and the cost of
// knowing which sessions have ended.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "gatehouse/crypto/keys/access_keys.h"
#include "support/service.h"

namespace gatehouse::bench {
namespace {

/// One key pair that is never rotated.
class OneKey final : public crypto::AccessKeys {
 public:
  explicit OneKey(crypto::SigningAlgorithm algorithm)
      : key_(crypto::SigningKey::generate(algorithm)),
        keys_(std::make_shared<const crypto::VerificationKeys>(
            crypto::VerificationKeys::from_keys({key_.public_key()}).value())) {}

  [[nodiscard]] crypto::SigningKey signing_key(TimePoint) const override { return key_; }
  [[nodiscard]] std::shared_ptr<const crypto::VerificationKeys> verification_keys() const override {
    return keys_;
  }
  [[nodiscard]] TimePoint secret_until() const override { return {}; }
  [[nodiscard]] std::uint64_t generation() const noexcept override { return 0; }

 private:
  crypto::SigningKey key_;
  std::shared_ptr<const crypto::VerificationKeys> keys_;
};

/// nullopt: the secret signs.
using Algorithm = std::optional<crypto::SigningAlgorithm>;

crypto::TokenOptions signed_by(Algorithm algorithm) {
  crypto::TokenOptions options;
  if (algorithm) options.access_keys = std::make_shared<const OneKey>(*algorithm);
  return options;
}

/// Returns an access token of a service that has a copy of the user.
std::string make_token(Service& service) {
  std::string token;
  run([&]() -> awaitable<> {
    auto pair = co_await service.log_in("ada.lovelace@example.com");
    token = std::move(pair.access);
    auto opened = co_await service.access.check_access(token, 0);
    if (!opened) throw std::runtime_error("the token opens nothing");
  });
  return token;
}

void check_again(benchmark::State& state, Service& service, const std::string& token) {
  for (auto _ : state) {
    const auto opened = service.access.check_cached(token, 0);
    if (!opened || !*opened) return state.SkipWithError("the token opens nothing");
  }
}

void access_again(benchmark::State& state, Algorithm algorithm) {
  Service service{signed_by(algorithm)};
  check_again(state, service, make_token(service));
}
BENCHMARK_CAPTURE(access_again, hs256, std::nullopt)->Name("access/again/hs256");
BENCHMARK_CAPTURE(access_again, eddsa, crypto::SigningAlgorithm::eddsa)->Name("access/again/eddsa");
BENCHMARK_CAPTURE(access_again, es256, crypto::SigningAlgorithm::es256)->Name("access/again/es256");
BENCHMARK_CAPTURE(access_again, rs256, crypto::SigningAlgorithm::rs256)->Name("access/again/rs256");

void access_first(benchmark::State& state, Algorithm algorithm) {
  const crypto::Tokens tokens{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random(),
                              signed_by(algorithm)};
  const auto token = tokens.issue_access(Uuid::random().to_string(), Uuid::random().to_string());
  for (auto _ : state) {
    if (!tokens.verify_access(token)) return state.SkipWithError("refused");
  }
}
BENCHMARK_CAPTURE(access_first, hs256, std::nullopt)->Name("access/first/hs256");
BENCHMARK_CAPTURE(access_first, eddsa, crypto::SigningAlgorithm::eddsa)->Name("access/first/eddsa");
BENCHMARK_CAPTURE(access_first, es256, crypto::SigningAlgorithm::es256)->Name("access/first/es256");
BENCHMARK_CAPTURE(access_first, rs256, crypto::SigningAlgorithm::rs256)->Name("access/first/rs256");

// A token without `sid` belongs to no session, so whether it has ended is not checked.
void access_without_session(benchmark::State& state) {
  Service service{{}, {.accept_without_session = true}};
  const auto claims = service.tokens.verify_access(make_token(service)).value();
  check_again(state, service, service.tokens.issue_access(claims.subject));
}
BENCHMARK(access_without_session)->Name("access/unrevocable");

awaitable<> end_sessions(Service& service, Uuid user, int count) {
  const auto until = system_clock().now() + std::chrono::minutes{30};
  for (int i = 0; i < count; ++i) {
    auto ended = co_await service.sessions.log_out(store::Actor{}, user, Uuid::random(), until);
    if (!ended) throw std::runtime_error("a session was not ended");
  }
}

// With ten thousand sessions that ended within the lifetime of an access token.
void access_with_session(benchmark::State& state) {
  Service service;
  const auto token = make_token(service);
  const auto user = Uuid::parse(service.tokens.verify_access(token).value().subject).value();
  run_together(100, [&] { return end_sessions(service, user, 100); });
  check_again(state, service, token);
}
BENCHMARK(access_with_session)->Name("access/revocable");

}  // namespace
}  // namespace gatehouse::bench
