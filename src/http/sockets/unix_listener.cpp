// SPDX-License-Identifier: Apache-2.0
#include "http/sockets/unix_listener.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "gatehouse/base/unix_address.h"

namespace gatehouse::http {
namespace {

/// Removes the file of a socket whose server has ended. A socket that is in use, or another kind of file, is
/// left alone, and bind fails.
void remove_unused(const std::filesystem::path& path) {
  struct stat info{};
  if (::lstat(path.c_str(), &info) != 0 || !S_ISSOCK(info.st_mode)) return;
  if (connect_unix(path).get() < 0 && errno == ECONNREFUSED) ::unlink(path.c_str());
}

}  // namespace

result<Descriptor, std::string> open_unix_listener(const std::filesystem::path& path) {
  const auto failed = [&] {
    const auto why = errno == EADDRINUSE ? "already in use" : std::system_category().message(errno);
    return "cannot listen on " + path.string() + ": " + why;
  };
  remove_unused(path);
  const UnixAddress address{path};
  Descriptor fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  // The file gets the mode of the socket (unix(7), NOTES), so no other user can connect at any time.
  if (fd.get() < 0 || ::fchmod(fd.get(), 0600) != 0 ||
      ::bind(fd.get(), address.data(), UnixAddress::size()) != 0 || ::listen(fd.get(), SOMAXCONN) != 0) {
    return failed();
  }
  return fd;
}

std::optional<PeerProcess> peer_process(int socket) noexcept {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return std::nullopt;
  return PeerProcess{credentials.uid, credentials.gid, credentials.pid};
}

}  // namespace gatehouse::http
