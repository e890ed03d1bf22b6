// SPDX-License-Identifier: Apache-2.0
#include "store/folder_exposure.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/data_folder.h"
#include "store/temporary_folder.h"

namespace gatehouse::store {
namespace {

using testing::HasSubstr;

constexpr uid_t nobody = 65534;

class FolderExposureTest : public testing::Test {
 protected:
  FolderExposureTest() { ::mkdir(data().c_str(), 0755); }
  std::filesystem::path above() const { return folder_.path() / "above"; }
  std::filesystem::path data() const { return above() / "data"; }
  std::string exposure() const { return find_exposure(data()).value_or("none"); }

 private:
  struct Above {
    explicit Above(const std::filesystem::path& path) { ::mkdir(path.c_str(), 0755); }
  };
  TemporaryFolder folder_;
  Above above_{folder_.path() / "above"};
};

TEST_F(FolderExposureTest, OnlyTheOwnerMayWrite) {
  for (const mode_t mode : {0700U, 0750U, 0755U}) {
    ::chmod(data().c_str(), mode);
    EXPECT_EQ(exposure(), "none") << mode;
  }
  for (const mode_t mode : {0720U, 0702U, 0770U, 0777U, 01777U, 02775U}) {
    ::chmod(data().c_str(), mode);
    EXPECT_THAT(exposure(), HasSubstr("run: chmod go-w " + data().string())) << mode;
    const auto opened = DataFolder::open(data());
    ASSERT_FALSE(opened) << mode;
    EXPECT_THAT(opened.error().text, HasSubstr("chmod go-w"));
  }
}

TEST_F(FolderExposureTest, FoldersAboveThatAllMayWriteToAreSticky) {
  ::chmod(above().c_str(), 01777);
  EXPECT_EQ(exposure(), "none");
  ::chmod(above().c_str(), 0777);
  EXPECT_THAT(exposure(), HasSubstr("run: chmod o-w " + above().string()));
  ::chmod(above().c_str(), 0775);
  EXPECT_EQ(exposure(), "none");
}

TEST_F(FolderExposureTest, LooksBehindALink) {
  const auto link = above() / "link";
  std::filesystem::create_directory_symlink(data(), link);
  EXPECT_FALSE(find_exposure(link));
  ::chmod(data().c_str(), 0777);
  EXPECT_TRUE(find_exposure(link));
}

TEST_F(FolderExposureTest, OfWhatIsNotThereNothingIsSaid) {
  EXPECT_FALSE(find_exposure(above() / "missing"));
}

TEST_F(FolderExposureTest, BelongsToTheUserOrToRoot) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give folders away";
  ASSERT_EQ(::chown(data().c_str(), 1234, 1234), 0);
  EXPECT_EQ(exposure(), "none") << "root may use anyone's";
  ::chmod(above().parent_path().c_str(), 0755);
  ASSERT_EQ(::seteuid(nobody), 0);
  const auto foreign = exposure();
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_THAT(foreign, HasSubstr("belongs to another user, with the id 1234"));
  for (const uid_t owner : {uid_t{0}, nobody}) {
    ASSERT_EQ(::chown(data().c_str(), owner, owner), 0);
    ASSERT_EQ(::seteuid(nobody), 0);
    const auto own = exposure();
    ASSERT_EQ(::seteuid(0), 0);
    EXPECT_EQ(own, "none") << owner;
  }
}

}  // namespace
}  // namespace gatehouse::store
