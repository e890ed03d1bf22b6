// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/receive_operation.h"

#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <cerrno>

#include "http/sockets/system_calls.h"

namespace gatehouse::http {

void ReceiveOperation::start(Reactor& reactor, int fd, Reactor::per_descriptor_data& descriptor, char* data,
                             std::size_t size, SocketHandler handler) {
  fd_ = fd;
  data_ = data;
  size_ = size;
  handler_.emplace(std::move(handler));
  ec_ = {};
  bytes_transferred_ = 0;
  reactor.start_op(Reactor::read_op, fd, descriptor, this, true, true);
}

boost::asio::detail::reactor_op::status ReceiveOperation::perform_receive(reactor_op* base) {
  auto& self = *static_cast<ReceiveOperation*>(base);
  ssize_t size = 0;
  do {
    size = receive_bytes(self.fd_, self.data_, self.size_, 0);
  } while (size < 0 && errno == EINTR);
  if (size < 0) {
    if (errno == EAGAIN || errno == EWOULDBLOCK) return not_done;
    self.ec_.assign(errno, boost::system::system_category());
    return done_and_exhausted;
  }
  if (size == 0) {
    self.ec_ = boost::asio::error::eof;
    return done_and_exhausted;
  }
  self.bytes_transferred_ = static_cast<std::size_t>(size);
  // A read that does not fill the buffer has taken all available bytes (epoll(7), on edge-triggered events).
  return self.bytes_transferred_ < self.size_ ? done_and_exhausted : done;
}

void ReceiveOperation::complete(void* owner, boost::asio::detail::operation* base,
                                const boost::system::error_code&, std::size_t) {
  auto& self = *static_cast<ReceiveOperation*>(base);
  // The handler owns the coroutine, which indirectly owns this object, so the object must not be used after
  // the handler has run.
  self.error_ = self.ec_;
  auto handler = std::move(*self.handler_);
  self.handler_.reset();
  if (owner != nullptr) handler(self.bytes_transferred_);
}

}  // namespace gatehouse::http
