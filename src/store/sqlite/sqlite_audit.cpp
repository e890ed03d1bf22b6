// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_audit.h"

#include <utility>

#include "store/rules/audit_rules.h"
#include "store/sqlite/statements/audit_statements.h"

namespace gatehouse::store::sqlite {
namespace {

/// The most entries that one operation deletes, so that other changes do not wait long.
constexpr std::int64_t cut_limit = 5'000;

/// Reads at one moment, while the writer goes on.
template <class Reading>
auto read_at_once(Connection& connection, Reading&& reading) -> decltype(reading()) {
  if (connection.execute("BEGIN") != SQLITE_OK) return connection.error();
  auto found = reading();
  connection.execute("COMMIT");
  return found;
}

}  // namespace

awaitable<StoreResult<>> SqliteAudit::note_refusals(std::vector<Refusals> refusals) {
  Writer::Work<void> work = [refusals = std::move(refusals)](Connection& c, Changes&) -> StoreResult<> {
    for (const auto& one : refusals) {
      const Call call;
      if (auto written = write_refusals(c, one, call.id); !written) return written;
    }
    return {};
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<AuditPage>> SqliteAudit::list_entries(AuditFilter filter) {
  return reader_.read<AuditPage>(
      [filter = std::move(filter)](Connection& c) { return sqlite::list_entries(c, filter); });
}

awaitable<StoreResult<AuditHead>> SqliteAudit::head() {
  return reader_.read<AuditHead>([](Connection& c) { return find_head(c); });
}

awaitable<StoreResult<AuditVerdict>> SqliteAudit::verify(AuditHead expected) {
  return reader_.read<AuditVerdict>(
      [expected = std::move(expected), this](Connection& c) -> StoreResult<AuditVerdict> {
        if (sealer_ == nullptr || !sealer_->can_seal()) return StoreError::unavailable;
        return read_at_once(c, [&] { return verify_record(c, *sealer_, expected); });
      });
}

awaitable<StoreResult<std::int64_t>> SqliteAudit::cut(Call call, TimePoint before) {
  Writer::Work<std::int64_t> work = [call = std::move(call), before, this](
                                        Connection& c, Changes&) -> StoreResult<std::int64_t> {
    const auto done = cut_entries(c, before, cut_limit);
    if (!done) return done.error();
    if (done->first == 0) return 0;
    const auto note = rules::note_of_cut(done->second);
    if (auto written = write_entry(c, call, note, clock_.now()); !written) return written.error();
    return done->first;
  };
  return writer_.submit<std::int64_t>(std::move(work));
}

}  // namespace gatehouse::store::sqlite
