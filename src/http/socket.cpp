// SPDX-License-Identifier: Apache-2.0

#include "http/socket.h"

namespace gatehouse::http {

Socket::Socket(const Executor& executor, Ring* ring, Descriptor fd, const boost::asio::ip::tcp& protocol)
    : executor_(executor) {
  if (ring != nullptr) {
    ring_.emplace(*ring, std::move(fd));
    return;
  }
  reactor_.emplace(executor);
  reactor_->assign(protocol, fd.get());
  fd.release();
}

void Socket::cancel() noexcept {
  if (ring_) return ring_->cancel();
  boost::system::error_code ignored;
  reactor_->cancel(ignored);
}

void Socket::close() noexcept {
  if (ring_) return ring_->close();
  boost::system::error_code ignored;
  reactor_->close(ignored);
}

}  // namespace gatehouse::http
