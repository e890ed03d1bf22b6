// SPDX-License-Identifier: Apache-2.0
// The cost of making a token: the text and its signature, and then also the random id from the kernel.

#include <benchmark/benchmark.h>

#include "tokens/sample_tokens.h"

namespace gatehouse::bench {
namespace {

void token_sign(benchmark::State& state) {
  const auto tokens = make_tokens();
  const auto claims = tokens.access_claims(subject, session);
  for (auto _ : state) benchmark::DoNotOptimize(tokens.sign_access(claims));
}
BENCHMARK(token_sign)->Name("token/sign");

void token_issue(benchmark::State& state) {
  const auto tokens = make_tokens();
  for (auto _ : state) benchmark::DoNotOptimize(tokens.issue_access(subject, session));
}
BENCHMARK(token_issue)->Name("token/issue");

}  // namespace
}  // namespace gatehouse::bench
