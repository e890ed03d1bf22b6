// SPDX-License-Identifier: Apache-2.0
// Finds a user by a query of SQLite, and in the copy that each worker keeps.

#include <benchmark/benchmark.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "store/copies/user_cache.h"
#include "support/coroutine.h"
#include "support/database.h"
#include "support/sample_user.h"

namespace gatehouse::bench {
namespace {

constexpr int users = 10'000;

/// A store with users, and one user to find.
struct Filled {
  ScratchFolder folder;
  std::unique_ptr<store::Store> store = open_store(folder);
  Uuid id;

  Filled() {
    run_together(100, [this] { return fill(); });
  }

  awaitable<> fill() {
    for (int i = 0; i < users / 100; ++i) {
      auto user = make_user();
      store::Call call;
      auto created = co_await store->users().create_user(std::move(call), std::move(user));
      if (!created) throw std::runtime_error("the store refused a user");
      id = created->id;
    }
  }
};

awaitable<> find_by_query(benchmark::State& state, Filled& filled) {
  for (auto _ : state) {
    auto found = co_await filled.store->users().find_user_by_id(filled.id);
    if (!found) state.SkipWithError("not found");
  }
}

awaitable<> find_by_cache(benchmark::State& state, store::UserCache& cache, Uuid id) {
  for (auto _ : state) {
    auto found = co_await cache.find(0, id);
    if (!found) state.SkipWithError("not found");
  }
}

void user_query(benchmark::State& state) {
  Filled filled;
  run([&] { return find_by_query(state, filled); });
}
BENCHMARK(user_query)->Name("user/sqlite");

void user_cached(benchmark::State& state) {
  Filled filled;
  store::UserCache cache{*filled.store, 1};
  run([&] { return find_by_cache(state, cache, filled.id); });
}
BENCHMARK(user_cached)->Name("user/cached");

}  // namespace
}  // namespace gatehouse::bench
