// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 of a token's signed part with precomputed key states, compared with OpenSSL's one-shot HMAC().

#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <string>
#include <string_view>

#include "gatehouse/crypto/hmac_sha256.h"
#include "tokens/sample_tokens.h"

namespace gatehouse::bench {
namespace {

std::string make_signed_part() {
  auto token = make_tokens().issue_access(subject, session);
  token.resize(token.rfind('.'));
  return token;
}

crypto::HmacSha256::Code compute_by_openssl(std::string_view message) {
  crypto::HmacSha256::Code code{};
  const std::string_view key = access_secret;
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
       reinterpret_cast<unsigned char*>(code.data()), &size);
  return code;
}

void mac_ours(benchmark::State& state) {
  const auto message = make_signed_part();
  const crypto::HmacSha256 mac{access_secret};
  if (mac.code(message) != compute_by_openssl(message)) return state.SkipWithError("the codes differ");
  for (auto _ : state) benchmark::DoNotOptimize(mac.code(message));
}
BENCHMARK(mac_ours)->Name("mac/ours");

void mac_openssl(benchmark::State& state) {
  const auto message = make_signed_part();
  for (auto _ : state) benchmark::DoNotOptimize(compute_by_openssl(message));
}
BENCHMARK(mac_openssl)->Name("mac/openssl");

}  // namespace
}  // namespace gatehouse::bench
