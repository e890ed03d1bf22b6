// SPDX-License-Identifier: Apache-2.0
// The cost of checking an access token: form, header, signature, claims, times.

#include <benchmark/benchmark.h>

#include <string>

#include "tokens/sample_tokens.h"

namespace gatehouse::bench {
namespace {

void check_token(benchmark::State& state, const std::string& text, bool is_good) {
  const auto tokens = make_tokens();
  if (tokens.verify_access(text).has_value() != is_good) return state.SkipWithError("wrong verdict");
  for (auto _ : state) benchmark::DoNotOptimize(tokens.verify_access(text));
}

void token_check(benchmark::State& state) {
  check_token(state, make_tokens().issue_access(subject, session), true);
}
BENCHMARK(token_check)->Name("token/check");

// The same token signed with another key, as in a flood of forged tokens.
void token_check_forged(benchmark::State& state) {
  const crypto::Tokens other{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random()};
  check_token(state, other.issue_access(subject, session), false);
}
BENCHMARK(token_check_forged)->Name("token/check_forged");

}  // namespace
}  // namespace gatehouse::bench
