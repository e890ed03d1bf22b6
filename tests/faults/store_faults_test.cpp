// SPDX-License-Identifier: Apache-2.0
// Every call that the SQLite store makes to the disk fails in turn, once or from then on. No acknowledged
// change is lost, no failed change is kept, and the store works again when the disk does.
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

#include "store/failing_vfs.h"
#include "store/open_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_changes.h"
#include "store/sample_user.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

/// What the store has acknowledged: the last state of each user, or nullopt if it was deleted.
using Promised = std::map<Uuid, std::optional<User>>;

bool is_fault(StoreError error) { return error == StoreError::unavailable || error == StoreError::damaged; }

/// A few operations of every kind. Records what was acknowledged.
class Script {
 public:
  explicit Script(Store& store) : store_(store) {}

  void run_all_steps() {
    for (int i = 0; i < 3; ++i) create(std::to_string(i) + "@b.c");
    for (auto& [id, user] : promised_) {
      if (user) change(*user);
    }
    for (auto& [id, user] : promised_) {
      if (user && remove(id)) {
        user.reset();
        break;
      }
    }
    read();
  }

  void create(const std::string& email) {
    auto fresh = sample_user(email);
    const auto created = run(store_.users().create_user(Call{}, fresh));
    if (!created) {
      EXPECT_TRUE(is_fault(created.error())) << created.error();
    }
    promised_[fresh.id] = created ? std::optional{*created} : std::nullopt;
  }

  /// A read may fail, but must not return a wrong result.
  void read() {
    for (const auto& [id, user] : promised_) {
      const auto found = run(store_.users().find_user_by_id(id));
      if (found) {
        EXPECT_EQ(*found, user);
      }
      if (!found && !is_fault(found.error())) {
        EXPECT_EQ(user, std::nullopt);
      }
    }
    const auto page = run(store_.users().list_users("", "", 10));
    if (page) {
      EXPECT_EQ(page->users.size(), present());
    }
  }

  void expect_kept(Store& store) const {
    for (const auto& [id, user] : promised_) {
      const auto found = run(store.users().find_user_by_id(id));
      ASSERT_TRUE(found || found.error() == StoreError::not_found) << found.error();
      EXPECT_EQ(found ? std::optional{*found} : std::nullopt, user);
    }
    EXPECT_EQ(run(store.users().list_users("", "", UserStore::max_page))->users.size(), present());
  }

 private:
  void change(User& user) {
    const auto changed =
        run(store_.users().update_user(Call{}, renewed_hash(user.id, user.password_hash, "changed", 2)));
    if (changed) user = *changed;
    if (!changed) {
      EXPECT_TRUE(is_fault(changed.error())) << changed.error();
    }
  }

  bool remove(const Uuid& id) {
    const auto removed = run(store_.users().delete_user(Call{}, UserDeletion{id}));
    if (!removed) {
      EXPECT_TRUE(is_fault(removed.error())) << removed.error();
    }
    return removed.has_value();
  }

  std::size_t present() const {
    std::size_t count = 0;
    for (const auto& [id, user] : promised_) count += user ? 1 : 0;
    return count;
  }

  Store& store_;
  Promised promised_;
};

StoreOptions options_of(const TemporaryFolder& folder, const FailingVfs& disk) {
  StoreOptions options;
  options.folder = folder.path();
  options.file_system = disk.name();
  return options;
}

class StoreFaults : public testing::TestWithParam<bool> {};

TEST_P(StoreFaults, OpeningFailsCleanlyAndWorksAfterwards) {
  const bool lasting = GetParam();
  for (std::uint64_t at = 1;; ++at) {
    SCOPED_TRACE("call " + std::to_string(at));
    const TemporaryFolder folder;
    FailingVfs disk;
    disk.fail_at(at, lasting);
    auto opened = open_store(options_of(folder, disk));
    if (!opened) {
      EXPECT_FALSE(opened.error().text.empty());
    }
    const bool failed = disk.has_failed();
    if (opened) opened->reset();
    disk.heal();
    auto again = open_store(options_of(folder, disk));
    ASSERT_TRUE(again) << again.error().text;
    EXPECT_TRUE(run((*again)->users().create_user(Call{}, sample_user("a@b.c"))));
    if (!failed) {
      EXPECT_GT(at, 20U) << "the disk was hardly used";
      return;
    }
  }
}

TEST_P(StoreFaults, RunningKeepsEveryPromiseAndRecovers) {
  const bool lasting = GetParam();
  for (std::uint64_t at = 1;; ++at) {
    SCOPED_TRACE("call " + std::to_string(at));
    const TemporaryFolder folder;
    FailingVfs disk;
    auto opened = open_store(options_of(folder, disk));
    ASSERT_TRUE(opened) << opened.error().text;
    disk.fail_at(at, lasting);
    Script script{**opened};
    script.run_all_steps();
    const bool failed = disk.has_failed();
    disk.heal();
    // Without a restart the store works again and has everything that was acknowledged.
    EXPECT_TRUE(run((*opened)->check()));
    script.create("after@b.c");
    script.expect_kept(**opened);
    // The same after a restart.
    opened->reset();
    opened = open_store(options_of(folder, disk));
    ASSERT_TRUE(opened) << opened.error().text;
    script.expect_kept(**opened);
    if (!failed) {
      EXPECT_GT(at, 20U) << "the disk was hardly used";
      return;
    }
  }
}

TEST_P(StoreFaults, ClosingWhileTheDiskFailsLosesNothing) {
  const bool lasting = GetParam();
  for (std::uint64_t at = 1;; ++at) {
    SCOPED_TRACE("call " + std::to_string(at));
    const TemporaryFolder folder;
    FailingVfs disk;
    auto opened = open_store(options_of(folder, disk));
    ASSERT_TRUE(opened) << opened.error().text;
    Script script{**opened};
    script.run_all_steps();
    disk.fail_at(at, lasting);
    opened->reset();
    const bool failed = disk.has_failed();
    disk.heal();
    opened = open_store(options_of(folder, disk));
    ASSERT_TRUE(opened) << opened.error().text;
    script.expect_kept(**opened);
    if (!failed) {
      EXPECT_GT(at, 3U) << "the disk was hardly used";
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Disk, StoreFaults, testing::Bool(),
                         [](const auto& instance) { return instance.param ? "ForGood" : "Once"; });

}  // namespace
}  // namespace gatehouse::store
