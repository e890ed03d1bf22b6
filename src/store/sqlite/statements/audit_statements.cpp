// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/audit_statements.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "gatehouse/base/ascii.h"
#include "gatehouse/base/random.h"
#include "store/audit_store.h"
#include "store/rules/audit_rules.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"

// In the order in which read_entry takes them. It is a macro because only literals join at compile time.
#define GATEHOUSE_ENTRY_COLUMNS                                                                              \
  "number, call, at, actor_kind, actor, request_id, action, subject_kind, subject, outcome, details, count," \
  " name, address, agent, personal, user_id"

namespace gatehouse::store::sqlite {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr int personal_column = 15;
constexpr int user_column = 16;

/// Returns random bytes for the digest of one entry. They are drawn for many entries at a time, since a
/// system call for each would cost as much as the entry.
std::string_view next_salt() {
  constexpr std::size_t entries = 256;
  thread_local std::array<char, entries * salt_bytes> drawn;
  thread_local std::size_t used = drawn.size();
  if (used == drawn.size()) {
    system_random().fill(std::as_writable_bytes(std::span{drawn}));
    used = 0;
  }
  const std::string_view salt{drawn.data() + used, salt_bytes};
  used += salt_bytes;
  return salt;
}

AuditEntry read_entry(const Query& row) {
  AuditEntry entry;
  entry.number = row.integer(0);
  entry.call = row.uuid(1);
  entry.at = row.time(2);
  entry.actor.kind = static_cast<ActorKind>(row.integer(3));
  entry.actor.id = row.text(4);
  entry.actor.request_id = row.text(5);
  entry.action = row.text(6);
  entry.subject.kind = static_cast<SubjectKind>(row.integer(7));
  entry.subject.id = row.text(8);
  entry.outcome = row.text(9);
  entry.details = row.text(10);
  entry.count = row.integer(11);
  entry.subject.name = row.text(12);
  entry.actor.address = row.text(13);
  entry.actor.agent = row.text(14);
  return entry;
}

StoreResult<> insert_entry(Connection& connection, const AuditEntry& entry) {
  Query insert{
      connection,
      "INSERT INTO audit (call, at, actor_kind, actor, request_id, action, subject_kind, subject,"
      " outcome, details, count, name, address, agent, personal, user_id)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM users WHERE uuid = ?))"};
  const auto user =
      entry.subject.kind == SubjectKind::user ? Uuid::parse(entry.subject.id) : std::optional<Uuid>{};
  const Uuid owner = user.value_or(Uuid{});  // no user has the nil id
  const auto agent = tidy_agent(entry.actor.agent);
  insert.bind(entry.call).bind(entry.at).bind(static_cast<std::int64_t>(entry.actor.kind));
  insert.bind(entry.actor.id).bind(entry.actor.request_id).bind(entry.action);
  insert.bind(static_cast<std::int64_t>(entry.subject.kind)).bind(entry.subject.id).bind(entry.outcome);
  insert.bind(entry.details).bind(entry.count).bind(entry.subject.name).bind(entry.actor.address).bind(agent);
  insert.bind_blob(next_salt()).bind(owner);
  return finish(connection, insert);
}

/// Returns the digest of the personal fields. `personal` is its column: the salt, or the digest itself once
/// the fields are erased.
std::string digest_of(const AuditEntry& entry, std::string_view personal, const Sealer& sealer) {
  return personal.size() == salt_bytes ? sealer.digest(rules::personal_bytes(entry, personal))
                                       : std::string{personal};
}

/// Returns what a seal covers in addition to the entries of its batch.
std::string begin_batch(std::string_view seal_before) {
  std::string bytes{"gatehouse audit 1"};
  return bytes.append(seal_before);
}

void append_entry(std::string& batch, const Query& row, const Sealer& sealer) {
  const auto entry = read_entry(row);
  batch += rules::sealed_bytes(entry, digest_of(entry, row.blob(personal_column), sealer));
  batch += std::to_string(row.integer(user_column)) + ';';
}

struct Seal {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::string seal;
  bool is_cut = false;
};

Seal read_seal(const Query& row) {
  return {row.integer(0), row.integer(1), std::string{row.blob(2)}, row.flag(3)};
}

StoreResult<Seal> find_last_seal(Connection& connection) {
  Query find{connection, "SELECT first, last, seal, cut FROM audit_seals ORDER BY last DESC LIMIT 1"};
  auto found = read_one(connection, find, read_seal);
  if (!found && found.error() == StoreError::not_found) return Seal{};
  return found;
}

/// Returns the row of the user with this id, or nullopt if there is no such user or none is asked for.
StoreResult<std::optional<std::int64_t>> find_user_row(Connection& connection,
                                                       const std::optional<std::string>& user) {
  std::optional<std::int64_t> row;
  const auto id = user ? Uuid::parse(*user) : std::nullopt;
  if (!id) return row;
  Query find{connection, "SELECT id FROM users WHERE uuid = ?"};
  const int code = find.bind(*id).step();
  if (code == SQLITE_ROW) row = find.integer(0);
  if (code != SQLITE_ROW && code != SQLITE_DONE) return connection.error();
  return row;
}

std::string in_hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) append_hex(text, static_cast<unsigned char>(c));
  return text;
}

/// Checks the record from its first entry to its last.
class Verification {
 public:
  Verification(Connection& connection, const Sealer& sealer, const AuditHead& expected)
      : connection_(connection), sealer_(sealer), expected_(expected) {}

  StoreResult<AuditVerdict> run() {
    Query seals{connection_, "SELECT first, last, seal, cut FROM audit_seals ORDER BY last"};
    Query entries{connection_, "SELECT " GATEHOUSE_ENTRY_COLUMNS " FROM audit ORDER BY number"};
    row_ = entries.step();
    int code = seals.step();
    for (; code == SQLITE_ROW && !verdict_.fault; code = seals.step()) check_batch(read_seal(seals), entries);
    if (!verdict_.fault && code != SQLITE_DONE) return connection_.error();
    for (; !verdict_.fault && row_ == SQLITE_ROW; row_ = entries.step()) count_unsealed(entries);
    if (!verdict_.fault && row_ != SQLITE_DONE) return connection_.error();
    if (!verdict_.fault && cut_ > 0 && !is_cut_noted_) {
      verdict_.fault =
          "entries up to " + std::to_string(cut_) + " are missing, and no entry says that they were cut";
    }
    return std::move(verdict_);
  }

 private:
  void check_batch(const Seal& seal, Query& entries) {
    if (seal.is_cut) return begin_after_cut(seal, entries);
    if (seal.first != next_ || seal.last < seal.first) {
      verdict_.fault = "the seal of entry " + std::to_string(next_) + " is missing";
      return;
    }
    auto batch = begin_batch(before_);
    for (; row_ == SQLITE_ROW && entries.integer(0) <= seal.last; row_ = entries.step()) {
      if (!take(entries)) return;
      append_entry(batch, entries, sealer_);
    }
    if (next_ != seal.last + 1) {
      verdict_.fault = "entry " + std::to_string(next_) + " is missing";
      return;
    }
    if (!sealer_.is_seal(batch, seal.seal)) {
      const auto last = std::to_string(seal.last);
      verdict_.fault = seal.first == seal.last ? "entry " + last + " is not what was sealed"
                                               : "one of the entries " + std::to_string(seal.first) + " to " +
                                                     last + " is not what was sealed";
      return;
    }
    pass(seal);
  }

  /// The record begins behind a cut. Only the first seal may be that of one.
  void begin_after_cut(const Seal& seal, const Query& entries) {
    if (next_ != 1) {
      verdict_.fault = "the seal of entry " + std::to_string(next_) + " is missing";
    } else if (row_ == SQLITE_ROW && entries.integer(0) <= seal.last) {
      verdict_.fault = "entry " + std::to_string(entries.integer(0)) + " is older than the cut of the record";
    } else {
      cut_ = seal.last;
      next_ = seal.last + 1;
      pass(seal);
    }
  }

  /// Counts the entry at which `entries` stands. Returns false when it is not the next one.
  bool take(const Query& entries) {
    const auto number = entries.integer(0);
    if (number != next_) {
      verdict_.fault = number < next_ ? "entry " + std::to_string(number) + " is not of the record"
                                      : "entry " + std::to_string(next_) + " is missing";
      return false;
    }
    ++next_;
    ++verdict_.entries;
    const auto entry = read_entry(entries);
    is_cut_noted_ =
        is_cut_noted_ || (entry.action == "audit_cut" && entry.details == rules::note_of_cut(cut_).details);
    return true;
  }

  void count_unsealed(const Query& entries) {
    if (take(entries)) ++verdict_.unsealed;
  }

  void pass(const Seal& seal) {
    before_ = seal.seal;
    verdict_.head = {seal.last, in_hex(seal.seal)};
    if (expected_.number == seal.last && expected_.seal == verdict_.head.seal)
      verdict_.has_expected_head = true;
  }

  Connection& connection_;
  const Sealer& sealer_;
  const AuditHead& expected_;
  AuditVerdict verdict_;
  std::string before_;
  std::int64_t next_ = 1;
  std::int64_t cut_ = 0;
  bool is_cut_noted_ = false;
  int row_ = SQLITE_DONE;
};

}  // namespace

StoreResult<> write_entry(Connection& connection, const Call& call, const AuditNote& note, TimePoint now) {
  AuditEntry entry;
  entry.call = call.id;
  entry.at = now;
  entry.actor = call.actor;
  entry.action = note.action;
  entry.subject = note.subject;
  entry.outcome = note.outcome;
  entry.details = note.details;
  return insert_entry(connection, entry);
}

StoreResult<> write_refusals(Connection& connection, const Refusals& refusals, const Uuid& call) {
  AuditEntry entry;
  entry.call = call;
  entry.at = refusals.at;
  entry.actor = refusals.actor;
  entry.action = refusals.action;
  entry.subject = refusals.subject;
  entry.outcome = refusals.reason;
  entry.count = refusals.count;
  return insert_entry(connection, entry);
}

StoreResult<AuditPage> list_entries(Connection& connection, const AuditFilter& filter) {
  const auto limit = std::clamp<std::size_t>(filter.limit, 1, AuditStore::max_page);
  // Of a user's entries an index says which they are, unless the user was deleted. All other conditions are
  // looked at row by row.
  const Sql of_all{"SELECT " GATEHOUSE_ENTRY_COLUMNS
                   " FROM audit WHERE (?1 IS NULL OR number < ?1) AND (?2 IS NULL OR at >= ?2)"
                   " AND (?3 IS NULL OR at < ?3) AND (?4 IS NULL OR action = ?4)"
                   " AND (?5 IS NULL OR subject = ?5) ORDER BY number DESC LIMIT ?6"};
  const Sql of_user{"SELECT " GATEHOUSE_ENTRY_COLUMNS
                    " FROM audit WHERE (?1 IS NULL OR number < ?1) AND (?2 IS NULL OR at >= ?2)"
                    " AND (?3 IS NULL OR at < ?3) AND (?4 IS NULL OR action = ?4)"
                    " AND (?5 IS NULL OR subject = ?5) AND user_id = ?7 ORDER BY number DESC LIMIT ?6"};
  const auto row = find_user_row(connection, filter.user);
  if (!row) return row.error();
  Query list{connection, *row ? of_user : of_all};
  list.bind_optional(filter.before).bind_optional(filter.since).bind_optional(filter.until);
  list.bind_optional(filter.action).bind_optional(filter.user).bind(static_cast<std::int64_t>(limit) + 1);
  if (*row) list.bind(**row);
  AuditPage page;
  int code = list.step();
  for (; code == SQLITE_ROW && page.entries.size() < limit; code = list.step()) {
    page.entries.push_back(read_entry(list));
  }
  if (code == SQLITE_ROW) {
    page.next = page.entries.back().number;
  } else if (code != SQLITE_DONE) {
    return connection.error();
  }
  return page;
}

StoreResult<> erase_personal(Connection& connection, const Uuid& user, const Sealer* sealer) {
  Query list{connection, "SELECT " GATEHOUSE_ENTRY_COLUMNS
                         " FROM audit WHERE user_id = (SELECT id FROM users WHERE uuid = ?) AND subject = ?"
                         " AND length(personal) = 16"};
  const auto subject = user.to_string();
  std::vector<std::pair<std::int64_t, std::string>> found;
  int code = list.bind(user).bind(subject).step();
  for (; code == SQLITE_ROW; code = list.step()) {
    const auto personal = list.blob(personal_column);
    const auto entry = read_entry(list);
    // Without digests no entry can have been sealed with one.
    found.emplace_back(entry.number,
                       sealer != nullptr ? digest_of(entry, personal, *sealer) : std::string{personal});
  }
  if (code != SQLITE_DONE) return connection.error();
  for (const auto& [number, digest] : found) {
    Query erase{connection,
                "UPDATE audit SET name = '', address = '', agent = '', personal = ? WHERE number = ?"};
    if (auto done = finish(connection, erase.bind_blob(digest).bind(number)); !done) return done;
  }
  return {};
}

StoreResult<> seal_entries(Connection& connection, const Sealer& sealer) {
  auto before = find_last_seal(connection);
  if (!before) return before.error();
  auto batch = begin_batch(before->seal);
  std::int64_t last = before->last;
  {
    Query list{connection, "SELECT " GATEHOUSE_ENTRY_COLUMNS " FROM audit WHERE number > ? ORDER BY number"};
    int code = list.bind(before->last).step();
    for (; code == SQLITE_ROW; code = list.step()) {
      append_entry(batch, list, sealer);
      last = list.integer(0);
    }
    if (code != SQLITE_DONE) return connection.error();
  }
  if (last == before->last) return {};
  Query insert{connection, "INSERT INTO audit_seals (first, last, seal) VALUES (?, ?, ?)"};
  const auto seal = sealer.seal(batch);
  return finish(connection, insert.bind(before->last + 1).bind(last).bind_blob(seal));
}

StoreResult<AuditHead> find_head(Connection& connection) {
  const auto last = find_last_seal(connection);
  if (!last) return last.error();
  return AuditHead{last->last, in_hex(last->seal)};
}

StoreResult<AuditVerdict> verify_record(Connection& connection, const Sealer& sealer,
                                        const AuditHead& expected) {
  return Verification{connection, sealer, expected}.run();
}

StoreResult<std::pair<std::int64_t, std::int64_t>> cut_entries(Connection& connection, TimePoint before,
                                                               std::int64_t limit) {
  std::pair<std::int64_t, std::int64_t> done{0, 0};
  std::int64_t last = 0;
  {
    Query find{connection,
               "SELECT max(last) FROM audit_seals WHERE cut = 0 AND last <"
               " coalesce((SELECT min(number) FROM (SELECT number, at FROM audit ORDER BY number LIMIT ?1)"
               " WHERE at >= ?2), (SELECT max(number) FROM (SELECT number FROM audit ORDER BY number LIMIT "
               "?1)) + 1)"};
    if (find.bind(limit).bind(before).step() != SQLITE_ROW) return connection.error();
    last = find.integer(0);
  }
  if (last == 0) return done;
  Query remove{connection, "DELETE FROM audit WHERE number <= ?"};
  if (auto removed = finish(connection, remove.bind(last)); !removed) return removed.error();
  done = {connection.changed_rows(), last};
  Query drop{connection, "DELETE FROM audit_seals WHERE last < ?"};
  if (auto dropped = finish(connection, drop.bind(last)); !dropped) return dropped.error();
  Query mark{connection, "UPDATE audit_seals SET cut = 1 WHERE last = ?"};
  if (auto marked = finish(connection, mark.bind(last)); !marked) return marked.error();
  return done;
}

}  // namespace gatehouse::store::sqlite

#undef GATEHOUSE_ENTRY_COLUMNS
