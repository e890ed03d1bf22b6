// SPDX-License-Identifier: Apache-2.0
#include "server/secrets/secrets_file.h"

#include <gmock/gmock.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <set>
#include <thread>
#include <vector>

#include "server/files.h"

namespace gatehouse::server {
namespace {

using testing::HasSubstr;

std::string content_of(const std::filesystem::path& path, FileTrust trust = FileTrust::mode) {
  const auto secret = read_secret_file(path, trust);
  if (!secret) return "refused: " + secret.error().text;
  return *secret ? std::string{(*secret)->reveal()} : "none";
}

bool is_in_memory(const std::filesystem::path& path) {
  struct statfs system{};
  return ::statfs(path.c_str(), &system) == 0 && system.f_type == TMPFS_MAGIC;
}

TEST(SecretFile, IsReadWhole) {
  const TemporaryFolder folder;
  EXPECT_EQ(content_of(folder / "none"), "none");
  EXPECT_EQ(content_of(write_file(folder / "a", "text\n")), "text");
  const std::string bytes{"\0\xff\n\r", 4};
  EXPECT_EQ(content_of(write_file(folder / "b", bytes)), bytes);
  const std::string large(64 * 1024, 'x');
  EXPECT_EQ(content_of(write_file(folder / "c", large)), large);
  EXPECT_THAT(content_of(write_file(folder / "d", large + "x")),
              HasSubstr("is too large for a secret: over 64 KiB"));
}

TEST(SecretFile, MustBeAFile) {
  const TemporaryFolder folder;
  EXPECT_THAT(content_of(folder.path()), HasSubstr("is not a regular file"));
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_THAT(content_of(folder / "fifo"), HasSubstr("is not a regular file"));
  EXPECT_THAT(content_of(folder / "fifo" / "x"), HasSubstr("Not a directory"));
}

TEST(SecretFile, TrustDecidesWhatModesAreTaken) {
  struct Row {
    mode_t mode;
    bool by_mode;
    bool in_memory;
  };
  const TemporaryFolder folder;
  const std::filesystem::path memory = "/dev/shm/gatehouse-secret-" + std::to_string(::getpid());
  for (const auto& [mode, by_mode, in_memory] : {Row{0600, true, true},
                                                 {0400, true, true},
                                                 {0440, false, true},
                                                 {0444, false, true},
                                                 {0644, false, true},
                                                 {0660, false, false},
                                                 {0602, false, false}}) {
    const auto file = write_file(folder / "a", "text", mode);
    EXPECT_EQ(content_of(file, FileTrust::mode) == "text", by_mode) << std::oct << mode;
    EXPECT_EQ(content_of(file, FileTrust::platform), "text");
    if (!is_in_memory(folder.path())) {
      EXPECT_EQ(content_of(file, FileTrust::mode_or_memory) == "text", by_mode) << std::oct << mode;
    }
    if (is_in_memory("/dev/shm")) {
      write_file(memory, "text", mode);
      EXPECT_EQ(content_of(memory, FileTrust::mode_or_memory) == "text", in_memory) << std::oct << mode;
      EXPECT_EQ(content_of(memory, FileTrust::mode) == "text", by_mode) << std::oct << mode;
      std::filesystem::remove(memory);
    }
    std::filesystem::remove(file);
  }
}

TEST(PrivateFile, CreateKeepsAndReplaceReplaces) {
  const TemporaryFolder folder;
  const auto file = folder / "a";
  EXPECT_TRUE(create_private_file(file, "one"));
  EXPECT_EQ(mode_of(file), 0600U);
  EXPECT_TRUE(create_private_file(file, "two"));
  EXPECT_EQ(read_file(file), "one");
  EXPECT_TRUE(replace_private_file(file, "three"));
  EXPECT_EQ(read_file(file), "three");
  EXPECT_EQ(mode_of(file), 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
}

TEST(PrivateFile, SaysWhyNot) {
  const auto made = create_private_file("/nowhere/a", "x");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().text, "cannot create a file beside \"/nowhere/a\": No such file or directory");
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "taken");
  const auto replaced = replace_private_file(folder / "taken", "x");
  ASSERT_FALSE(replaced);
  EXPECT_THAT(replaced.error().text, HasSubstr("Is a directory"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1)
      << "a file was left behind";
}

// Of several that create a file at once, one wins, and no reader ever sees another content or half a file.
TEST(PrivateFile, OneMakerWins) {
  const TemporaryFolder folder;
  for (int round = 0; round < 20; ++round) {
    const auto file = folder / std::to_string(round);
    std::vector<std::string> seen(4);
    std::vector<std::thread> makers;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      makers.emplace_back([&, i] {
        if (!create_private_file(file, std::string(1000, static_cast<char>('a' + i)))) return;
        seen[i] = content_of(file);
      });
    }
    for (auto& maker : makers) maker.join();
    EXPECT_EQ(seen[0].size(), 1000U);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 1U);
  }
}

TEST(PrivateFolder, IsMadeForItsOwner) {
  const TemporaryFolder folder;
  EXPECT_TRUE(create_private_folder(folder / "a" / "b"));
  EXPECT_EQ(mode_of(folder / "a" / "b"), 0700U);
  EXPECT_TRUE(create_private_folder(folder / "a" / "b"));
  write_file(folder / "file", "");
  const auto made = create_private_folder(folder / "file");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().text,
            "cannot create the folder \"" + (folder / "file").native() + "\": Not a directory");
}

}  // namespace
}  // namespace gatehouse::server
