// SPDX-License-Identifier: Apache-2.0
// Hashes on all cores: our pool with many jobs waiting, compared with one thread a core that calls libxcrypt.
// Measures wall-clock time.

#include <benchmark/benchmark.h>
#include <crypt.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/crypto/passwords/bcrypt.h"
#include "gatehouse/crypto/pool/password_hasher.h"

namespace gatehouse::bench {
namespace {

constexpr const char* password = "correct horse battery staple";
constexpr const char* hash = "$2b$12$abcdefghijklmnopqrstuuNZ8g1rVdzVaJzEjSmMAJWh4Nzm6uDbS";
constexpr int hashes_a_core = 30;
constexpr int waiting_a_core = 8;

int cores() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

awaitable<> verify_many(crypto::PasswordHasher& hasher, int& left) {
  while (left > 0) {
    --left;
    crypto::JobOptions job{crypto::HashCaller::from_server(), {}};
    Secret secret{password};
    const auto verdict = co_await hasher.verify(std::move(secret), hash, job);
    benchmark::DoNotOptimize(verdict);
  }
}

void password_all_cores_ours(benchmark::State& state) {
  const auto bcrypt = std::make_shared<crypto::BcryptScheme>();
  crypto::PasswordHasher hasher{{.context = crypto::PasswordContext{{bcrypt}}}};
  for (auto _ : state) {
    boost::asio::io_context loop{1};
    int left = hashes_a_core * cores();
    for (int i = 0; i < waiting_a_core * cores(); ++i) {
      boost::asio::co_spawn(loop, verify_many(hasher, left), boost::asio::detached);
    }
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * hashes_a_core * cores());
}
BENCHMARK(password_all_cores_ours)
    ->Name("password/all_cores/ours")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void password_all_cores_libxcrypt(benchmark::State& state) {
  constexpr int each = hashes_a_core / 3;  // it takes longer
  for (auto _ : state) {
    std::vector<std::thread> threads;
    for (int i = 0; i < cores(); ++i) {
      threads.emplace_back([] {
        const auto data = std::make_unique<crypt_data>();
        for (int j = 0; j < each; ++j)
          benchmark::DoNotOptimize(crypt_rn(password, hash, data.get(), sizeof *data));
      });
    }
    for (auto& thread : threads) thread.join();
  }
  state.SetItemsProcessed(state.iterations() * each * cores());
}
BENCHMARK(password_all_cores_libxcrypt)
    ->Name("password/all_cores/libxcrypt")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace gatehouse::bench
