// SPDX-License-Identifier: Apache-2.0
// The cost of checking an access token in a service that has the server's public keys: the first
// time, and again.

#include <benchmark/benchmark.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gatehouse/crypto/keys/jwks.h"
#include "gatehouse/http/server.h"
#include "gatehouse/verifier/verifier.h"
#include "support/coroutine.h"
#include "tokens/sample_tokens.h"

namespace gatehouse::bench {
namespace {

/// Publishes one key during its lifetime.
class Publisher final : public http::Handler {
 public:
  explicit Publisher(const crypto::SigningKey& key) : jwks_(crypto::write_jwks({&key.public_key(), 1})) {
    is_listening_ = server_.listen().has_value();
    if (is_listening_) thread_ = std::thread{[this] { server_.run(); }};
  }
  ~Publisher() override {
    server_.stop();
    if (is_listening_) thread_.join();
  }
  awaitable<> handle(const http::Request&, http::Response& response) override {
    response.body = jwks_;
    co_return;
  }
  [[nodiscard]] std::string url() const { return "http://" + server_.addresses().front() + "/jwks.json"; }

 private:
  static http::ServerOptions options() {
    http::ServerOptions options;
    options.listen = {"127.0.0.1:0"};
    options.threads = 1;
    options.stop_on_signals = false;
    return options;
  }

  const std::string jwks_;
  http::Server server_{options(), *this};
  bool is_listening_ = false;
  std::thread thread_;
};

std::string token_by(const crypto::SigningKey& key, std::string id) {
  auto claims = make_tokens().access_claims(subject, session);
  claims.issuer = "https://id.example.com";
  claims.id = std::move(id);
  return crypto::sign(claims, key);
}

/// Checks `count` tokens in turn. When they are more than are remembered, each is verified anew.
void verify_in_turn(benchmark::State& state, int count) {
  const auto key = crypto::SigningKey::generate(crypto::SigningAlgorithm::eddsa);
  const Publisher publisher{key};
  const auto keys = verifier::RemoteKeys::from_url(publisher.url());
  if (!keys) return state.SkipWithError(keys.error().c_str());
  verifier::Verifier verifier{*keys, {.issuer = "https://id.example.com"}};
  std::vector<std::string> tokens;
  for (int i = 0; i < count; ++i) tokens.push_back(token_by(key, std::to_string(i)));
  bool is_good = false;
  run([&]() -> awaitable<> {
    const auto claims = co_await verifier.verify(tokens.front());  // waits for the keys
    is_good = claims.has_value();
  });
  if (!is_good) return state.SkipWithError("wrong verdict");
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(verifier.verify_cached(tokens[next]));
    if (++next == tokens.size()) next = 0;
  }
}

void token_verify_anew(benchmark::State& state) { verify_in_turn(state, 16'384); }
BENCHMARK(token_verify_anew)->Name("token/verify_eddsa");

void token_verify_again(benchmark::State& state) { verify_in_turn(state, 1); }
BENCHMARK(token_verify_again)->Name("token/verify_eddsa_again");

}  // namespace
}  // namespace gatehouse::bench
