// SPDX-License-Identifier: Apache-2.0
// Durable inserts: 64 or 256 concurrent creators, whose changes the writer commits in groups. Compares with
// one commit each: our store with a single creator, and SQLite called directly with the same settings and its
// own file system.

#include <benchmark/benchmark.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "store/rules/user_rules.h"
#include "store/sqlite/statements/user_statements.h"
#include "support/coroutine.h"
#include "support/database.h"
#include "support/sample_user.h"

namespace gatehouse::bench {
namespace {

awaitable<> create_users(store::Store& store, int count) {
  for (int i = 0; i < count; ++i) {
    auto user = make_user();
    store::Call call;
    auto created = co_await store.users().create_user(std::move(call), std::move(user));
    if (!created) throw std::runtime_error("the store refused a user");
  }
}

void sign_up_store(benchmark::State& state) {
  const auto creators = static_cast<std::size_t>(state.range(0));
  constexpr int each = 32;
  const ScratchFolder folder;
  const auto store = open_store(folder);
  for (auto _ : state) run_together(creators, [&] { return create_users(*store, each); });
  state.SetItemsProcessed(state.iterations() * state.range(0) * each);
}
BENCHMARK(sign_up_store)->Name("sign_up/creators")->Arg(256)->Arg(64)->Arg(1)->UseRealTime();

void sign_up_sqlite(benchmark::State& state) {
  const ScratchFolder folder;
  auto connection = open_plain(folder);
  for (auto _ : state) {
    const auto user = store::rules::new_user(make_user(), system_clock().now());
    const bool done = connection.execute("BEGIN IMMEDIATE") == SQLITE_OK &&
                      store::sqlite::insert_user(connection, user) &&
                      connection.execute("COMMIT") == SQLITE_OK;
    if (!done) {
      return state.SkipWithError("SQLite refused a user");
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sign_up_sqlite)->Name("sign_up/one_commit_each")->UseRealTime();

}  // namespace
}  // namespace gatehouse::bench
