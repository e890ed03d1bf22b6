// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/socket.h"

#include <fcntl.h>

namespace gatehouse::http {

Socket::Socket(const Executor& executor, Ring* ring, Descriptor fd, const boost::asio::ip::tcp& protocol)
    : executor_(executor), protocol_(protocol) {
  if (ring != nullptr) {
    ring_.emplace(*ring, std::move(fd));
    return;
  }
  reactor_.emplace(executor);
  reactor_->assign(protocol, fd.get());
  fd.release();
}

void Socket::start_wait_writable(SocketHandler handler) {
  if (!reactor_) {
    Descriptor copy{::fcntl(native_handle(), F_DUPFD_CLOEXEC, 0)};
    boost::system::error_code error;
    reactor_.emplace(executor_);
    reactor_->assign(protocol_, copy.get(), error);
    if (!error) copy.release();
  }
  reactor_->start_wait_writable(std::move(handler));
}

void Socket::forget_writable() noexcept {
  if (ring_) reactor_.reset();
}

void Socket::cancel() noexcept {
  boost::system::error_code ignored;
  if (ring_) ring_->cancel();
  if (reactor_) reactor_->cancel(ignored);
}

void Socket::close() noexcept {
  boost::system::error_code ignored;
  if (ring_) ring_->close();
  if (reactor_) reactor_->close(ignored);
}

}  // namespace gatehouse::http
