// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/descriptor.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <utility>

namespace gatehouse {
namespace {

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) != -1; }
int open_something() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

TEST(Descriptor, IsClosedOnce) {
  int number = -1;
  {
    Descriptor first{open_something()};
    number = first.get();
    ASSERT_TRUE(is_open(number));
    const Descriptor second{std::move(first)};
    EXPECT_EQ(second.get(), number);
    EXPECT_TRUE(is_open(number));
    errno = ENOENT;
  }
  EXPECT_EQ(errno, ENOENT) << "what failed before is still to be told";
  EXPECT_FALSE(is_open(number));
}

TEST(Descriptor, CanBeGivenUp) {
  int number = -1;
  {
    Descriptor owner{open_something()};
    number = owner.release();
    EXPECT_EQ(owner.get(), -1);
  }
  EXPECT_TRUE(is_open(number));
  const Descriptor last{number};
}

}  // namespace
}  // namespace gatehouse
