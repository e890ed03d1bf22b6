// SPDX-License-Identifier: Apache-2.0
// Verifies one password against its bcrypt hash of cost 12: ours, compared with libxcrypt alone.

#include <benchmark/benchmark.h>
#include <crypt.h>

#include <memory>
#include <string>

#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/passwords/password_context.h"

namespace gatehouse::bench {
namespace {

constexpr const char* password = "correct horse battery staple";

void password_ours(benchmark::State& state) {
  const crypto::PasswordContext context;
  const Secret secret{password};
  const auto hash = context.hash(secret).value();
  for (auto _ : state) {
    const auto verdict = context.verify(secret, hash);
    if (!verdict || !verdict->ok) return state.SkipWithError("refused");
  }
}
BENCHMARK(password_ours)->Name("password/ours")->Unit(benchmark::kMillisecond);

void password_libxcrypt(benchmark::State& state) {
  const auto data = std::make_unique<crypt_data>();
  const std::string hash = crypto::PasswordContext{}.hash(Secret{password}).value();
  for (auto _ : state) {
    const char* again = crypt_r(password, hash.c_str(), data.get());
    if (again == nullptr || again != hash) return state.SkipWithError("refused");
  }
}
BENCHMARK(password_libxcrypt)->Name("password/libxcrypt")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gatehouse::bench
