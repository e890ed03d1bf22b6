// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/doorbell.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace gatehouse::crypto::detail {

Doorbell::Doorbell() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) throw std::system_error{errno, std::system_category(), "eventfd"};
}

Doorbell::~Doorbell() { close(descriptor_); }

void Doorbell::ring() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(descriptor_, &one, sizeof one);
}

bool Doorbell::wait(std::chrono::microseconds limit) noexcept {
  const auto count = std::max<std::int64_t>(limit.count(), 0);
  const timespec time{.tv_sec = count / 1'000'000, .tv_nsec = count % 1'000'000 * 1000};
  pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
  ppoll(&waiting, 1, &time, nullptr);
  std::uint64_t rings = 0;
  return read(descriptor_, &rings, sizeof rings) > 0;
}

}  // namespace gatehouse::crypto::detail
