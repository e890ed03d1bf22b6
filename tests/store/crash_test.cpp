// SPDX-License-Identifier: Apache-2.0
// What was acknowledged survives the process, however it ends.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include "store/open_store.h"
#include "store/print.h"
#include "store/run.h"
#include "store/temporary_folder.h"

extern char** environ;

namespace gatehouse::store {
namespace {

/// A crash_child that works on a folder.
class Child {
 public:
  explicit Child(const std::string& folder) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"pipe2"};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = GATEHOUSE_STORE_CRASH_CHILD;
    std::string argument = folder;
    char* arguments[] = {program.data(), argument.data(), nullptr};
    const int failed = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
    if (failed != 0) throw std::runtime_error{"posix_spawn"};
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { ::fclose(output_); }

  /// Reads the next line without its newline. Returns false at the end of the output.
  bool read_line(std::string& line) {
    char buffer[128];
    if (::fgets(buffer, sizeof buffer, output_) == nullptr) return false;
    line = buffer;
    if (line.empty() || line.back() != '\n') return false;
    line.pop_back();
    return true;
  }

  void kill() { ::kill(pid_, SIGKILL); }
  /// Returns the signal that ended it, or 0.
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }

 private:
  pid_t pid_ = -1;
  FILE* output_ = nullptr;
};

/// What was last acknowledged about each user.
using Acknowledged = std::map<Uuid, std::string>;

void remember(Acknowledged& acknowledged, const std::string& line) {
  std::istringstream words{line};
  std::string what;
  std::string id;
  words >> what >> id;
  acknowledged[Uuid::parse(id).value()] = what;
}

void expect_kept(Store& store, const Acknowledged& acknowledged) {
  for (const auto& [id, what] : acknowledged) {
    const auto user = run(store.users().find_user_by_id(id));
    if (what == "created") {
      EXPECT_TRUE(user) << user.error();
    }
    if (what == "changed") {
      EXPECT_TRUE(user && user->password_version == 2);
    }
    if (what == "deleted") {
      EXPECT_TRUE(!user && user.error() == StoreError::not_found);
    }
  }
}

TEST(Crash, WhatWasAcknowledgedIsThereAfterAKill) {
  constexpr int rounds = 10;
  const TemporaryFolder folder;
  StoreOptions options;
  options.folder = folder.path() / "data";
  Acknowledged acknowledged;
  for (int round = 0; round < rounds; ++round) {
    Child child{options.folder.string()};
    std::string line;
    // Each round kills the child at another place. Everything that it wrote before counts, including what is
    // still in the pipe.
    for (int lines = 0; child.read_line(line); ++lines) {
      remember(acknowledged, line);
      if (lines == 20 + 97 * round) child.kill();
    }
    ASSERT_EQ(child.wait(), SIGKILL) << "the child ended by itself";
    auto opened = open_store(options);
    ASSERT_TRUE(opened) << opened.error().text;
    expect_kept(**opened, acknowledged);
  }
  EXPECT_GT(acknowledged.size(), 200U);
}

}  // namespace
}  // namespace gatehouse::store
