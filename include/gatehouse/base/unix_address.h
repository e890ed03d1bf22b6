#pragma once
// SPDX-License-Identifier: Apache-2.0
// The address of a Unix socket, for paths of any length.

#include <sys/socket.h>
#include <sys/un.h>

#include <filesystem>

#include "gatehouse/base/descriptor.h"

namespace gatehouse {

/// The address of a Unix socket (unix(7)). Its 108 bytes hold any path: a longer one is reached through its
/// opened folder in /proc/self/fd, so the object must live until bind or connect has returned.
class UnixAddress {
 public:
  /// Fails at bind or connect if the folder of a long path cannot be opened.
  explicit UnixAddress(const std::filesystem::path& path);

  [[nodiscard]] const sockaddr* data() const noexcept { return reinterpret_cast<const sockaddr*>(&address_); }
  [[nodiscard]] static constexpr unsigned size() noexcept { return sizeof(sockaddr_un); }

 private:
  sockaddr_un address_{};
  Descriptor folder_;
};

/// Returns a socket that is connected to `path`, or no descriptor and errno. The socket blocks.
[[nodiscard]] Descriptor connect_unix(const std::filesystem::path& path);

}  // namespace gatehouse
