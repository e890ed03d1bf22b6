// SPDX-License-Identifier: Apache-2.0
// Backups of an open database, and restoring them.
#include "store/sqlite/backup.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "store/open_store.h"
#include "store/run.h"
#include "store/sample_user.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

const TimePoint start{std::chrono::microseconds{1'700'000'000'750'001}};

class BackupTest : public testing::Test {
 protected:
  [[nodiscard]] StoreOptions options(const std::string& name = "data") {
    StoreOptions options;
    options.folder = folder_.path() / name;
    options.clock = &clock_;
    return options;
  }
  std::unique_ptr<Store> open(const std::string& name = "data") { return open_store(options(name)).value(); }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{folder_.path()}) ++count;
    return count;
  }

  ManualClock clock_{start};
  TemporaryFolder folder_;
};

TEST_F(BackupTest, HoldsWhatWasThereAndNothingLater) {
  auto store = open();
  ASSERT_TRUE(run(store->users().create_user(Call{}, sample_user("ada@example.org"))));
  ASSERT_TRUE(run(store->maintenance()->write_backup(file("a.db"))));
  ASSERT_TRUE(run(store->users().create_user(Call{}, sample_user("grace@example.org"))));
  struct stat found{};
  ASSERT_EQ(::stat(file("a.db").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777U, 0600U);
  EXPECT_EQ(files(), 2U) << "the data folder and the backup, no draft";
  const auto report = restore_store(options("other"), file("a.db"), false);
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_EQ(report->users, 1U);
  auto restored = open("other");
  EXPECT_EQ(run(restored->users().estimate_users()).value(), 1U);
  EXPECT_TRUE(run(restored->users().find_user_by_identifier(IdentifierKind::email, "ada@example.org")));
}

TEST_F(BackupTest, TakesNoOtherFilesPlace) {
  auto store = open();
  std::ofstream{file("a.db")} << "mine";
  EXPECT_EQ(run(store->maintenance()->write_backup(file("a.db"))).error().code, StoreError::conflict);
  std::filesystem::create_symlink(file("nowhere"), file("link.db"));
  EXPECT_EQ(run(store->maintenance()->write_backup(file("link.db"))).error().code, StoreError::conflict);
  EXPECT_EQ(run(store->maintenance()->write_backup(file("none") / "a.db")).error().code,
            StoreError::unavailable);
  EXPECT_EQ(std::filesystem::file_size(file("a.db")), 4U);
  EXPECT_EQ(files(), 3U);
}

TEST_F(BackupTest, OneThatIsStoppedLeavesNothing) {
  open()->close();
  std::stop_source stopped;
  stopped.request_stop();
  const sqlite::Location location{std::filesystem::canonical(folder_.path()) / "data" / "gatehouse.db", {}};
  const auto written = sqlite::write_backup(location, file("a.db"), stopped.get_token());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, StoreError::unavailable);
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(sqlite::write_backup(location, file("a.db"), {}));
}

TEST_F(BackupTest, ARestoreBeginsAnEpoch) {
  auto store = open();
  EXPECT_EQ(run(store->epoch()).value(), std::nullopt);
  ASSERT_TRUE(run(store->maintenance()->write_backup(file("a.db"))));
  store.reset();
  clock_.advance(std::chrono::hours{1});
  const auto epoch = std::chrono::floor<std::chrono::seconds>(clock_.now()) + std::chrono::seconds{1};
  EXPECT_EQ(restore_store(options(), file("a.db"), false).error().code, StoreError::conflict);
  EXPECT_EQ(restore_store(options(), file("a.db"), true).value().epoch, epoch);
  store = open();
  EXPECT_EQ(run(store->epoch()).value(), epoch);
  EXPECT_EQ(restore_store(options(), file("a.db"), true).error().code, StoreError::locked);
  // When the clock was set back, no token that was refused before is accepted.
  ASSERT_TRUE(run(store->maintenance()->write_backup(file("b.db"))));
  store.reset();
  clock_.advance(-std::chrono::hours{2});
  EXPECT_EQ(restore_store(options(), file("b.db"), true).value().epoch, epoch);
}

}  // namespace
}  // namespace gatehouse::store
