// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace gatehouse {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ < 0) return;
  const int saved = errno;
  ::close(fd_);
  errno = saved;
}

}  // namespace gatehouse
