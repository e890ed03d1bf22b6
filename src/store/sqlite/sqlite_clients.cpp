// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_clients.h"

#include <utility>

#include "store/rules/audit_rules.h"
#include "store/sqlite/statements/audit_statements.h"
#include "store/sqlite/statements/client_statements.h"
#include "store/sqlite/statements/session_statements.h"

namespace gatehouse::store::sqlite {
namespace {

// Each of these runs in the savepoint of its operation: an error undoes all of it.

StoreResult<Client> create(Connection& connection, const Call& call, const NewClient& fresh, TimePoint now) {
  auto created = sqlite::create_client(connection, fresh, now);
  if (!created) return created;
  const auto note = rules::note_of_new_client(*created);
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return created;
}

StoreResult<Client> update(Connection& connection, const Call& call, const ClientChange& change,
                           TimePoint now, Changes& changes) {
  auto updated = sqlite::update_client(connection, change, now);
  if (!updated) return updated;
  if (change.disabled.value_or(false)) {
    const auto ended =
        sqlite::end_client_sessions(connection, change.id, EndReason::client_disabled, now, changes);
    if (!ended) return ended.error();
  }
  const auto note = rules::note_of_changed_client(change);
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return updated;
}

StoreResult<> remove(Connection& connection, const Call& call, const std::string& id, TimePoint now,
                     Changes& changes) {
  // Another client may get the id later, but it must not get the sessions.
  const auto ended = sqlite::end_client_sessions(connection, id, EndReason::client_deleted, now, changes);
  if (!ended) return ended.error();
  if (auto deleted = sqlite::delete_client(connection, id); !deleted) return deleted;
  return write_entry(connection, call, rules::note_of_deleted_client(id), now);
}

StoreResult<> revoke(Connection& connection, const Call& call, const Uuid& token, TimePoint until,
                     TimePoint now) {
  if (auto revoked = sqlite::revoke_token(connection, token, until, now); !revoked) return revoked;
  return write_entry(connection, call, rules::note_of_revoked_token(token), now);
}

}  // namespace

// The work reads the clock, so that a change that has waited in the queue gets the time at which it is made.

awaitable<StoreResult<Client>> SqliteClients::create_client(Call call, NewClient fresh) {
  Writer::Work<Client> work = [call = std::move(call), fresh = std::move(fresh), this](
                                  Connection& c, Changes&) { return create(c, call, fresh, clock_.now()); };
  return writer_.submit<Client>(std::move(work));
}

awaitable<StoreResult<Client>> SqliteClients::find_client(std::string id) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_client(c, id); });
  co_return found;
}

awaitable<StoreResult<std::vector<Client>>> SqliteClients::list_clients(std::string after) {
  return lists_.read<std::vector<Client>>(
      [after = std::move(after)](Connection& c) { return sqlite::list_clients(c, after); });
}

awaitable<StoreResult<Client>> SqliteClients::update_client(Call call, ClientChange change) {
  Writer::Work<Client> work = [call = std::move(call), change = std::move(change), this](Connection& c,
                                                                                         Changes& changes) {
    return update(c, call, change, clock_.now(), changes);
  };
  return writer_.submit<Client>(std::move(work));
}

awaitable<StoreResult<>> SqliteClients::delete_client(Call call, std::string id) {
  Writer::Work<void> work = [call = std::move(call), id = std::move(id), this](Connection& c,
                                                                               Changes& changes) {
    return remove(c, call, id, clock_.now(), changes);
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<>> SqliteClients::revoke_token(Call call, Uuid token, TimePoint until) {
  Writer::Work<void> work = [call = std::move(call), token, until, this](Connection& c, Changes&) {
    return revoke(c, call, token, until, clock_.now());
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<bool>> SqliteClients::is_token_revoked(Uuid token) {
  auto found = readers_.read([&](Connection& c) { return sqlite::is_token_revoked(c, token); });
  co_return found;
}

}  // namespace gatehouse::store::sqlite
