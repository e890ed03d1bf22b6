// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/unix_address.h"

#include <fcntl.h>

#include <algorithm>
#include <string>

namespace gatehouse {

UnixAddress::UnixAddress(const std::filesystem::path& path) {
  address_.sun_family = AF_UNIX;
  std::string text = path.native();
  if (text.size() >= sizeof address_.sun_path) {
    folder_ = Descriptor{::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
    text = "/proc/self/fd/" + std::to_string(folder_.get()) + "/" + path.filename().native();
  }
  // A name that is too long even so is cut, and then not found.
  const auto size = std::min(text.size(), sizeof address_.sun_path - 1);
  std::copy_n(text.begin(), size, std::begin(address_.sun_path));
}

Descriptor connect_unix(const std::filesystem::path& path) {
  const UnixAddress address{path};
  Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (socket.get() < 0 || ::connect(socket.get(), address.data(), UnixAddress::size()) != 0) return {};
  return socket;
}

}  // namespace gatehouse
