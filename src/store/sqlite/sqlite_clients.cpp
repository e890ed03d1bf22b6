// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_clients.h"

#include <utility>

#include "store/sqlite/statements/client_statements.h"
#include "store/sqlite/statements/session_statements.h"

namespace gatehouse::store::sqlite {

// The work reads the clock, so that a change that has waited in the queue gets the time at which it is made.

awaitable<StoreResult<Client>> SqliteClients::create_client(NewClient fresh) {
  Writer::Work<Client> work = [fresh = std::move(fresh), &clock = clock_](Connection& c, Changes&) {
    return sqlite::create_client(c, fresh, clock.now());
  };
  return writer_.submit<Client>(std::move(work));
}

awaitable<StoreResult<Client>> SqliteClients::find_client(std::string id) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_client(c, id); });
  co_return found;
}

awaitable<StoreResult<std::vector<Client>>> SqliteClients::list_clients(std::string after) {
  auto found = readers_.read([&](Connection& c) { return sqlite::list_clients(c, after); });
  co_return found;
}

awaitable<StoreResult<Client>> SqliteClients::update_client_secret(std::string id, std::string secret_hash) {
  Writer::Work<Client> work = [=, &clock = clock_](Connection& c, Changes&) {
    return sqlite::update_client_secret(c, id, clock.now(), secret_hash);
  };
  return writer_.submit<Client>(std::move(work));
}

awaitable<StoreResult<Client>> SqliteClients::update_client_introspection(std::string id, bool all) {
  Writer::Work<Client> work = [=, &clock = clock_](Connection& c, Changes&) {
    return sqlite::update_client_introspection(c, id, clock.now(), all);
  };
  return writer_.submit<Client>(std::move(work));
}

awaitable<StoreResult<Client>> SqliteClients::update_client_disabled(std::string id, bool disabled) {
  Writer::Work<Client> work = [=, &clock = clock_](Connection& c, Changes& changes) -> StoreResult<Client> {
    const auto now = clock.now();
    auto updated = sqlite::update_client_disabled(c, id, now, disabled);
    if (!updated || !disabled) return updated;
    const auto ended = sqlite::end_client_sessions(c, id, EndReason::client_disabled, now, changes);
    if (!ended) return ended.error();
    return updated;
  };
  return writer_.submit<Client>(std::move(work));
}

awaitable<StoreResult<>> SqliteClients::delete_client(std::string id) {
  Writer::Work<void> work = [id = std::move(id), &clock = clock_](Connection& c,
                                                                  Changes& changes) -> StoreResult<> {
    // Another client may get the id later, but it must not get the sessions.
    const auto ended = sqlite::end_client_sessions(c, id, EndReason::client_deleted, clock.now(), changes);
    if (!ended) return ended.error();
    return sqlite::delete_client(c, id);
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<>> SqliteClients::revoke_token(Uuid token, TimePoint until) {
  Writer::Work<void> work = [=, &clock = clock_](Connection& c, Changes&) {
    return sqlite::revoke_token(c, token, until, clock.now());
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<bool>> SqliteClients::is_token_revoked(Uuid token) {
  auto found = readers_.read([&](Connection& c) { return sqlite::is_token_revoked(c, token); });
  co_return found;
}

}  // namespace gatehouse::store::sqlite
