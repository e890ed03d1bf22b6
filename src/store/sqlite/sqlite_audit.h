#pragma once
// SPDX-License-Identifier: Apache-2.0
// The audit record of a SQLite store.

#include <vector>

#include "gatehouse/base/clock.h"
#include "store/audit_store.h"
#include "store/sealer.h"
#include "store/sqlite/database/reader_thread.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store::sqlite {

class SqliteAudit final : public AuditStore {
 public:
  /// The references must outlive this. `sealer` may be null; `verify` then fails with `unavailable`.
  SqliteAudit(ReaderThread& reader, Writer& writer, const Clock& clock, const Sealer* sealer)
      : reader_(reader), writer_(writer), clock_(clock), sealer_(sealer) {}

  awaitable<StoreResult<>> note_refusals(std::vector<Refusals> refusals) override;
  awaitable<StoreResult<AuditPage>> list_entries(AuditFilter filter) override;
  awaitable<StoreResult<AuditHead>> head() override;
  awaitable<StoreResult<AuditVerdict>> verify(AuditHead expected) override;
  awaitable<StoreResult<std::int64_t>> cut(Call call, TimePoint before) override;

 private:
  ReaderThread& reader_;
  Writer& writer_;
  const Clock& clock_;
  const Sealer* sealer_;
};

}  // namespace gatehouse::store::sqlite
