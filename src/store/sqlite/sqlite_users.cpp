// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_users.h"

#include <memory>
#include <utility>

#include "store/rules/audit_rules.h"
#include "store/rules/user_rules.h"
#include "store/sqlite/statements/audit_statements.h"
#include "store/sqlite/statements/session_statements.h"
#include "store/sqlite/statements/user_statements.h"

namespace gatehouse::store::sqlite {
namespace {

// Each of these runs in the savepoint of its operation: an error undoes all of it.

StoreResult<User> create(Connection& connection, const Call& call, NewUser fresh, TimePoint now) {
  auto user = rules::new_user(std::move(fresh), now);
  if (auto inserted = insert_user(connection, user); !inserted) return inserted.error();
  const auto note = rules::note_of_new_user(call.actor, user);
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return user;
}

StoreResult<std::vector<RowOutcome>> create_all(Connection& connection, const Call& call,
                                                std::vector<NewUser> fresh, TimePoint now) {
  std::vector<RowOutcome> outcomes;
  outcomes.reserve(fresh.size());
  std::size_t added = 0;
  for (auto& one : fresh) {
    const auto inserted = insert_user(connection, rules::new_user(std::move(one), now));
    if (inserted) {
      outcomes.emplace_back();
      ++added;
    } else if (inserted.error() == StoreError::email_taken || inserted.error() == StoreError::id_taken) {
      outcomes.emplace_back(inserted.error());
    } else {
      return inserted.error();
    }
  }
  if (added == 0) return outcomes;  // nothing was changed
  const auto note = rules::note_of_import(added, outcomes.size());
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return outcomes;
}

StoreResult<User> update(Connection& connection, const Call& call, const UserChange& change, TimePoint now,
                         Changes& changes) {
  const auto before = find_user_by_id(connection, change.id);
  if (!before) return before.error();
  auto verdict = rules::judge_change(*before, change, call.actor, now);
  if (!verdict) return verdict.error();
  if (auto done = replace_user(connection, *before, verdict->after); !done) return done.error();
  if (verdict->ends) {
    const AllSessionsEnd end{change.id, *verdict->ends, change.kept_session};
    const auto ended = end_all_sessions(connection, end, now, changes);
    if (!ended) return ended.error();
  }
  if (auto written = write_entry(connection, call, verdict->note, now); !written) return written.error();
  changes.users.push_back(change.id);
  return std::move(verdict->after);
}

StoreResult<> remove(Connection& connection, const Call& call, const UserDeletion& deletion, TimePoint now,
                     const Sealer* sealer, Changes& changes) {
  const auto user = find_user_by_id(connection, deletion.id);
  if (!user) return user.error();
  if (auto allowed = rules::judge_deletion(*user, deletion); !allowed) return allowed;
  // Kept as ended until their tokens have expired, because an import may create a user with the same id.
  const AllSessionsEnd end{deletion.id, EndReason::user_deleted};
  if (const auto ended = end_all_sessions(connection, end, now, changes); !ended) return ended.error();
  if (auto erased = erase_origins(connection, deletion.id); !erased) return erased;
  if (auto erased = erase_personal(connection, deletion.id, sealer); !erased) return erased;
  if (auto deleted = delete_user(connection, *user); !deleted) return deleted;
  changes.users.push_back(deletion.id);
  return write_entry(connection, call, rules::note_of_deleted_user(deletion.id), now);
}

}  // namespace

// The work reads the clock, so that a change that has waited in the queue gets the time at which it is made.

awaitable<StoreResult<User>> SqliteUsers::create_user(Call call, NewUser user) {
  Writer::Work<User> work = [call = std::move(call), user = std::move(user), this](Connection& c,
                                                                                   Changes&) mutable {
    return create(c, call, std::move(user), clock_.now());
  };
  return writer_.submit<User>(std::move(work));
}

awaitable<StoreResult<std::vector<RowOutcome>>> SqliteUsers::create_users(Call call,
                                                                          std::vector<NewUser> users) {
  using Outcomes = std::vector<RowOutcome>;
  Writer::Work<Outcomes> work = [call = std::move(call), users = std::move(users), this](Connection& c,
                                                                                         Changes&) mutable {
    return create_all(c, call, std::move(users), clock_.now());
  };
  return writer_.submit<Outcomes>(std::move(work));
}

awaitable<StoreResult<User>> SqliteUsers::update_user(Call call, UserChange change) {
  Writer::Work<User> work = [call = std::move(call), change = std::move(change), this](Connection& c,
                                                                                       Changes& changes) {
    return update(c, call, change, clock_.now(), changes);
  };
  return writer_.submit<User>(std::move(work));
}

awaitable<StoreResult<>> SqliteUsers::delete_user(Call call, UserDeletion deletion) {
  Writer::Work<void> work = [call = std::move(call), deletion, this](Connection& c, Changes& changes) {
    return remove(c, call, deletion, clock_.now(), sealer_, changes);
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<User>> SqliteUsers::find_user_by_id(Uuid id) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_user_by_id(c, id); });
  co_return found;
}

awaitable<StoreResult<User>> SqliteUsers::find_user_by_identifier(IdentifierKind kind, std::string folded) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_user_by_identifier(c, kind, folded); });
  co_return found;
}

awaitable<StoreResult<UserPage>> SqliteUsers::list_users(std::string prefix, std::string after,
                                                         std::size_t limit) {
  return lists_.read<UserPage>([prefix = std::move(prefix), after = std::move(after), limit](Connection& c) {
    return sqlite::list_users(c, prefix, after, limit);
  });
}

awaitable<StoreResult<std::uint64_t>> SqliteUsers::estimate_users() {
  auto found = readers_.read([](Connection& c) { return sqlite::estimate_users(c); });
  co_return found;
}

}  // namespace gatehouse::store::sqlite
