#pragma once
// SPDX-License-Identifier: Apache-2.0
// The read operation that Asio's reactor performs for ReactorSocket.

#include <boost/asio/detail/reactor.hpp>
#include <boost/asio/detail/reactor_op.hpp>
#include <cstddef>
#include <optional>
#include <utility>

#include "http/sockets/socket_handler.h"

namespace gatehouse::http {

/// Belongs to one socket and is reused for each read.
class ReceiveOperation final : public boost::asio::detail::reactor_op {
 public:
  using Reactor = boost::asio::detail::reactor;

  /// `error` is set if a read fails.
  explicit ReceiveOperation(boost::system::error_code& error)
      : reactor_op({}, &perform_receive, &complete), error_(error) {}

  /// Starts a read into `data`. Calls `handler` with the number of bytes, or 0 if the read failed; destroys
  /// it uncalled if the reactor shuts down.
  void start(Reactor& reactor, int fd, Reactor::per_descriptor_data& descriptor, char* data, std::size_t size,
             SocketHandler handler);

 private:
  static status perform_receive(reactor_op* base);
  static void complete(void* owner, boost::asio::detail::operation* base, const boost::system::error_code&,
                       std::size_t);

  boost::system::error_code& error_;
  int fd_ = -1;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::optional<SocketHandler> handler_;
};

}  // namespace gatehouse::http
