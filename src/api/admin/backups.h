#pragma once
// SPDX-License-Identifier: Apache-2.0
// /backups: the whole database, as it is at one moment.

#include <filesystem>
#include <string>

#include "api/admin/caller.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// A written draft. It is a type of its own, because a path could also be made from a text that says why
/// there is none.
struct BackupDraft {
  std::filesystem::path file;
};

/// Writes backups. A state of the app.
class BackupWriter {
 public:
  BackupWriter() = default;
  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;
  virtual ~BackupWriter() = default;

  /// Writes a draft of a backup, which the caller removes, and returns its name. Fails with a sentence.
  [[nodiscard]] virtual awaitable<result<BackupDraft, std::string>> write_draft() = 0;
};

/// Makes a backup and sends it. It contains everything, also what signs tokens if that is in the database.
/// Refuses with 503 and says why when it cannot be made.
awaitable<web::StreamAnswerAs<"application/vnd.sqlite3">> create_backup(web::State<BackupWriter> writer);

}  // namespace gatehouse::api::admin
