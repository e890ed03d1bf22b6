// SPDX-License-Identifier: Apache-2.0
// bcrypt on one core with several jobs waiting: our interleaved hashes, compared with libxcrypt's
// one after another.

#include <benchmark/benchmark.h>
#include <crypt.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "crypto/lanes/bcrypt_lanes.h"

namespace gatehouse::bench {
namespace {

using crypto::detail::BcryptLanes;
using crypto::detail::Lane;

constexpr const char* password = "correct horse battery staple";
constexpr std::uint64_t quantum = 4;  // as the pool steps

std::string setting_of(int cost) {
  return cost == 10 ? "$2b$10$abcdefghijklmnopqrstuu" : "$2b$12$abcdefghijklmnopqrstuu";
}

/// range(0) is the cost. range(1) is how many hashes wait or run at any moment: when one ends, another is
/// added. Running hashes are at different places, as those of real clients are, and end at different times.
void password_lanes(benchmark::State& state) {
  const auto setting =
      crypto::detail::read_bcrypt_setting(setting_of(static_cast<int>(state.range(0)))).value();
  const auto busy = std::min(static_cast<std::size_t>(state.range(1)), crypto::detail::max_lanes);
  const auto lanes = std::make_unique<BcryptLanes>();
  const std::uint64_t rounds = std::uint64_t{1} << state.range(0);
  for (std::size_t i = 0; i < busy; ++i) {
    lanes->add(Lane{password, setting, 0});
    if (i + 1 < busy) lanes->step(rounds / busy);
  }
  for (auto _ : state) {
    while (lanes->size() == lanes->running()) lanes->step(quantum);
    const auto ended = lanes->take_ended();
    benchmark::DoNotOptimize(crypto::detail::digest_of(ended.state));
    lanes->add(Lane{password, setting, 0});
  }
  state.SetItemsProcessed(state.iterations());
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
