#pragma once
// SPDX-License-Identifier: Apache-2.0
// New databases for measurements, on a real disk. Errors are thrown as std::runtime_error.

#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "auth/audit/audit_sealer.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/secret.h"
#include "store/open_store.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/database/migrations.h"
#include "support/scratch_folder.h"

namespace gatehouse::bench {

/// Opens our store, with an audit record that is sealed as the server's is. The folder must outlive it.
inline std::unique_ptr<store::Store> open_store(const ScratchFolder& folder) {
  store::StoreOptions options;
  options.folder = folder.path();
  auto sealer = std::make_shared<auth::AuditSealer>();
  sealer->set_key(Secret{"a secret of the benchmarks, long enough"}, std::nullopt);
  options.sealer = std::move(sealer);
  auto opened = store::open_store(std::move(options));
  if (!opened) throw std::runtime_error(opened.error().text);
  return std::move(*opened);
}

/// Opens SQLite directly, with the same settings and tables and with its own file system. Each change is a
/// commit. The folder must outlive it.
inline store::sqlite::Connection open_plain(const ScratchFolder& folder) {
  auto connection = store::sqlite::Connection::open({folder.path() / "plain.db", "unix-excl"},
                                                    store::sqlite::Access::write);
  if (!connection) throw std::runtime_error(connection.error().text);
  const auto migrated =
      store::sqlite::apply_migrations(*connection, store::sqlite::known_migrations(), system_clock());
  if (!migrated) throw std::runtime_error(migrated.error().text);
  return std::move(*connection);
}

}  // namespace gatehouse::bench
