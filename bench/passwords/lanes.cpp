// SPDX-License-Identifier: Apache-2.0
// bcrypt hashes on one core while so many wait, interleaved as ours are; and one after the other, as
// libxcrypt's are.

#include <benchmark/benchmark.h>
#include <crypt.h>

#include <memory>
#include <string>

#include "crypto/detail/bcrypt_lanes.h"

namespace gatehouse::bench {
namespace {

using crypto::detail::BcryptLanes;
using crypto::detail::Lane;

constexpr const char* password = "correct horse battery staple";
constexpr std::uint64_t quantum = 4;  // as the pool steps

std::string setting_of(int cost) {
  return cost == 10 ? "$2b$10$abcdefghijklmnopqrstuu" : "$2b$12$abcdefghijklmnopqrstuu";
}

/// range(0): the cost; range(1): how many hashes wait. Each that ends leaves its lane to the next.
void password_lanes(benchmark::State& state) {
  const auto setting =
      crypto::detail::read_bcrypt_setting(setting_of(static_cast<int>(state.range(0)))).value();
  const auto lanes = std::make_unique<BcryptLanes>();
  for (auto _ : state) {
    auto waiting = state.range(1);
    while (waiting > 0 || lanes->size() > 0) {
      for (; waiting > 0 && !lanes->is_full(); --waiting) lanes->add(Lane{password, setting, 0});
      lanes->step(quantum);
      while (lanes->size() > lanes->running()) {
        const auto ended = lanes->take_ended();
        benchmark::DoNotOptimize(crypto::detail::digest_of(ended.state));
      }
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK(password_lanes)
    ->Name("password/lanes")
    ->ArgsProduct({{10, 12}, {1, 2, 4, 5, 8, 16}})
    ->Unit(benchmark::kMillisecond);

void password_one_by_one(benchmark::State& state) {
  const auto setting = setting_of(static_cast<int>(state.range(0)));
  const auto data = std::make_unique<crypt_data>();
  for (auto _ : state)
    benchmark::DoNotOptimize(crypt_rn(password, setting.c_str(), data.get(), sizeof *data));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(password_one_by_one)->Name("password/one_by_one")->Arg(10)->Arg(12)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gatehouse::bench
