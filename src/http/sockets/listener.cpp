// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "http/sockets/address.h"

namespace gatehouse::http {
namespace {

using boost::asio::ip::tcp;

bool set_flag(int fd, int level, int name) noexcept {
  const int on = 1;
  return ::setsockopt(fd, level, name, &on, sizeof on) == 0;
}

/// Returns a bound socket, or no descriptor and errno.
Descriptor bind_socket(const tcp::endpoint& endpoint, bool shared) noexcept {
  Descriptor fd{::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  const bool v6 = endpoint.address().is_v6();
  // Accepted sockets inherit these flags. SO_OOBINLINE: urgent data has no meaning here, so it is received
  // with all other data (RFC 6093, 6) and does not disturb a wait.
  if (fd.get() < 0 || !set_flag(fd.get(), SOL_SOCKET, SO_REUSEADDR) ||
      !set_flag(fd.get(), IPPROTO_TCP, TCP_NODELAY) || !set_flag(fd.get(), SOL_SOCKET, SO_OOBINLINE) ||
      (v6 && !set_flag(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY)) ||
      (shared && !set_flag(fd.get(), SOL_SOCKET, SO_REUSEPORT)) ||
      ::bind(fd.get(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0) {
    return {};
  }
  return fd;
}

bool read_endpoint(int fd, tcp::endpoint& endpoint) noexcept {
  socklen_t size = static_cast<socklen_t>(endpoint.capacity());
  if (::getsockname(fd, endpoint.data(), &size) != 0) return false;
  endpoint.resize(size);
  return true;
}

std::string reason(int error) {
  switch (error) {
    case EADDRINUSE:
      return "already in use by another program";
    case EACCES:
      return "not permitted (ports below 1024 need a privilege)";
    case EADDRNOTAVAIL:
      return "not an address of this machine";
    default:
      return std::system_category().message(error);
  }
}

}  // namespace

result<Listeners, std::string> open_listeners(const std::string& address, unsigned count) {
  const auto failed = [&](std::string why) { return "cannot listen on " + address + ": " + std::move(why); };
  auto endpoint = parse_address(address);
  if (!endpoint) return failed(endpoint.error());

  Listeners out;
  out.endpoint = *endpoint;
  // With SO_REUSEPORT a port could be bound that another server of the same system user already
  // shares. The first socket is therefore bound without it, which fails if the port is in use, and is
  // made shareable afterwards.
  auto first = bind_socket(out.endpoint, false);
  if (first.get() < 0 || !set_flag(first.get(), SOL_SOCKET, SO_REUSEPORT) ||
      !read_endpoint(first.get(), out.endpoint)) {
    return failed(reason(errno));
  }
  out.sockets.push_back(std::move(first));
  while (out.sockets.size() < count) {
    auto next = bind_socket(out.endpoint, true);
    if (next.get() < 0) return failed(reason(errno));
    out.sockets.push_back(std::move(next));
  }
  for (const auto& socket : out.sockets) {
    if (::listen(socket.get(), SOMAXCONN) != 0) return failed(reason(errno));
  }
  return out;
}

}  // namespace gatehouse::http
