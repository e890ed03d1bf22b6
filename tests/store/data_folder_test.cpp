// SPDX-License-Identifier: Apache-2.0
#include "store/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "store/open_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/sample_user.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

using testing::HasSubstr;
using testing::Not;

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

class DataFolderTest : public testing::Test {
 protected:
  std::filesystem::path path() const { return folder_.path() / "data"; }
  StoreOptions options() const {
    StoreOptions options;
    options.folder = path();
    return options;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(DataFolderTest, IsForItsOwnerOnly) {
  const auto previous = ::umask(0);
  auto store = open_store(options());
  ::umask(previous);
  ASSERT_TRUE(store) << store.error().text;
  ASSERT_TRUE(run((*store)->users().create_user(Call{}, sample_user("a@b.c"))));
  ASSERT_TRUE(run((*store)->users().estimate_users()));
  EXPECT_EQ(mode_of(path()), 0700U);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator{path()}) {
    EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 3U) << "the database, its log, the lock";
}

TEST_F(DataFolderTest, ADatabaseThatOthersCouldReadIsMadePrivate) {
  ASSERT_TRUE(open_store(options()));
  ASSERT_EQ(::chmod((path() / "gatehouse.db").c_str(), 0644), 0);
  ASSERT_TRUE(open_store(options()));
  EXPECT_EQ(mode_of(path() / "gatehouse.db"), 0600U);
}

TEST_F(DataFolderTest, HasOneHolderAtATime) {
  {
    auto first = open_store(options());
    ASSERT_TRUE(first);
    auto second = open_store(options());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, StoreError::locked);
    EXPECT_THAT(second.error().text, HasSubstr("in use by process " + std::to_string(::getpid())));
    EXPECT_THAT(second.error().text, HasSubstr(path().string()));
    EXPECT_EQ(migrate_store(options()).error().code, StoreError::locked);
    EXPECT_TRUE(run((*first)->users().create_user(Call{}, sample_user("a@b.c")))) << "the first goes on";
  }
  EXPECT_TRUE(open_store(options())) << "free again";
}

TEST_F(DataFolderTest, AHolderThatCannotBeReadIsNotMadeUp) {
  const auto first = DataFolder::open(path());
  ASSERT_TRUE(first);
  std::ofstream{path() / "lock"} << "12; rm -rf\n";
  EXPECT_THAT(DataFolder::open(path()).error().text, HasSubstr("in use by another process"));
}

void expect_refused(const StoreOptions& options, StoreError code, const std::string& part) {
  const auto opened = open_store(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, code);
  EXPECT_THAT(opened.error().text, HasSubstr(part));
  EXPECT_THAT(opened.error().text, HasSubstr(options.folder.string()));
  EXPECT_THAT(opened.error().text, Not(HasSubstr("\n")));
}

TEST_F(DataFolderTest, AFileIsNoFolder) {
  std::ofstream{path()} << "x";
  expect_refused(options(), StoreError::unavailable, "Not a directory");
}

TEST_F(DataFolderTest, AFileHasNoFoldersInIt) {
  std::ofstream{path()} << "x";
  auto inside = options();
  inside.folder /= "deeper";
  expect_refused(inside, StoreError::unavailable, "Not a directory");
}

TEST_F(DataFolderTest, ParentsAreNotCreated) {
  auto far = options();
  far.folder /= "deeper";
  expect_refused(far, StoreError::unavailable, "No such file or directory");
}

TEST_F(DataFolderTest, ALinkInPlaceOfAFileIsRefused) {
  std::filesystem::create_directory(path());
  std::filesystem::create_symlink("/dev/null", path() / "gatehouse.db");
  expect_refused(options(), StoreError::unavailable, "symbolic links");
}

TEST_F(DataFolderTest, MayBeReachedThroughALink) {
  const TemporaryFolder elsewhere;
  std::filesystem::create_directory_symlink(elsewhere.path(), path());
  const auto opened = open_store(options());
  ASSERT_TRUE(opened) << opened.error().text;
  EXPECT_TRUE(run((*opened)->users().create_user(Call{}, sample_user("a@b.c"))));
  EXPECT_TRUE(std::filesystem::exists(elsewhere.path() / "gatehouse.db"));
}

TEST_F(DataFolderTest, AFileThatIsNoDatabaseIsRefused) {
  std::filesystem::create_directory(path());
  std::ofstream{path() / "gatehouse.db"} << std::string(5000, 'x');
  expect_refused(options(), StoreError::damaged, "not a database");
}

TEST_F(DataFolderTest, AnOpenFolderNeedNotBeNamedWithoutATrailingSlash) {
  auto slash = options();
  slash.folder = path().string() + "/";
  const auto opened = open_store(slash);
  ASSERT_TRUE(opened) << opened.error().text;
  EXPECT_EQ(open_store(options()).error().code, StoreError::locked);
}

}  // namespace
}  // namespace gatehouse::store
