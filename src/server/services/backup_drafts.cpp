// SPDX-License-Identifier: Apache-2.0
#include "server/services/backup_drafts.h"

#include <string>
#include <system_error>
#include <utility>

#include "gatehouse/base/uuid.h"

namespace gatehouse::server {
namespace {

constexpr const char* extension = ".backup-draft";

using Outcome = result<api::admin::BackupDraft, std::string>;

// Constructed explicitly, because a string could also convert to a draft.
Outcome failed(std::string why) { return Outcome{boost::system::in_place_error, std::move(why)}; }

class BackupDrafts final : public api::admin::BackupWriter {
 public:
  BackupDrafts(store::Store& store, std::filesystem::path folder)
      : store_(store), folder_(std::move(folder)) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder_, error}) {
      std::error_code ignored;
      if (entry.path().extension() == extension) std::filesystem::remove(entry.path(), ignored);
    }
  }

  awaitable<Outcome> write_draft() override {
    auto* maintenance = store_.maintenance();
    if (maintenance == nullptr) co_return failed("the database is backed up by its own tools");
    const auto draft = folder_ / (Uuid::random().to_string() + extension);
    auto writing = maintenance->write_backup(draft);
    const auto written = co_await std::move(writing);
    if (!written) co_return failed(written.error().text);
    Outcome outcome = api::admin::BackupDraft{draft};
    co_return outcome;
  }

 private:
  store::Store& store_;
  std::filesystem::path folder_;
};

}  // namespace

std::shared_ptr<api::admin::BackupWriter> make_backup_writer(store::Store& store,
                                                             std::filesystem::path folder) {
  return std::make_shared<BackupDrafts>(store, std::move(folder));
}

}  // namespace gatehouse::server
