// SPDX-License-Identifier: Apache-2.0
// Durable refreshes: 64 concurrent clients, each with the token of its last refresh. Compares with SQLite
// called directly with the same settings: one commit each, and no token is signed.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "store/rules/user_rules.h"
#include "store/sqlite/statements/session_statements.h"
#include "store/sqlite/statements/user_statements.h"
#include "support/database.h"
#include "support/sample_user.h"
#include "support/service.h"

namespace gatehouse::bench {
namespace {

awaitable<> log_in_client(Service& service, std::vector<std::string>& refresh_tokens) {
  const auto number = refresh_tokens.size();
  refresh_tokens.emplace_back();
  auto pair = co_await service.log_in("client-" + std::to_string(number) + "@example.com");
  refresh_tokens[number] = std::move(pair.refresh);
}

awaitable<> refresh_on(Service& service, std::string& refresh_token, int count) {
  for (int i = 0; i < count; ++i) {
    store::Actor actor;
    auto pair = co_await service.sessions.refresh(std::move(actor), refresh_token);
    if (!pair) throw std::runtime_error("a refresh was refused");
    refresh_token = std::move(pair->refresh);
  }
}

void refresh_service(benchmark::State& state) {
  const auto clients = static_cast<std::size_t>(state.range(0));
  constexpr int each = 32;
  Service service;
  std::vector<std::string> refresh_tokens;
  refresh_tokens.reserve(clients);
  run_together(clients, [&] { return log_in_client(service, refresh_tokens); });
  for (auto _ : state) {
    std::size_t next = 0;
    run_together(clients, [&] { return refresh_on(service, refresh_tokens[next++], each); });
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * each);
}
BENCHMARK(refresh_service)->Name("refresh/clients")->Arg(64)->Arg(1)->UseRealTime();

void refresh_sqlite(benchmark::State& state) {
  const ScratchFolder folder;
  auto connection = open_plain(folder);
  const auto& clock = system_clock();
  const auto user = make_user();
  store::SessionStart session;
  session.id = Uuid::random();
  session.user = user.id;
  session.credential_version = 1;
  session.token = Uuid::random();
  session.address = "192.0.2.7";
  session.agent = "bench";
  store::Changes begun;
  if (!store::sqlite::insert_user(connection, store::rules::new_user(user, clock.now())) ||
      !store::sqlite::create_session(connection, session, clock.now(), begun)) {
    return state.SkipWithError("SQLite refused a session");
  }
  for (auto _ : state) {
    store::Changes changes;
    store::Refresh asked;
    asked.session = session.id;
    asked.token = session.token;
    asked.successor = Uuid::random();
    const auto done = store::sqlite::refresh_session(connection, asked, clock.now(), changes);
    if (!done || done->outcome != store::RefreshOutcome::rotated) return state.SkipWithError("refused");
    session.token = asked.successor;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(refresh_sqlite)->Name("refresh/one_commit_each")->UseRealTime();

}  // namespace
}  // namespace gatehouse::bench
