// SPDX-License-Identifier: Apache-2.0

#include "http/receive_operation.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <cstring>

namespace gatehouse::http {
namespace {

/// Whether the kernel said that nothing is left, not even the end of the stream.
bool is_drained(msghdr& message) noexcept {
  const cmsghdr* const note = CMSG_FIRSTHDR(&message);
  if (note == nullptr || note->cmsg_level != IPPROTO_TCP || note->cmsg_type != TCP_CM_INQ) return false;
  int left = 0;
  std::memcpy(&left, CMSG_DATA(note), sizeof left);
  return left == 0;
}

}  // namespace

void ReceiveOperation::start(Reactor& reactor, int fd, Reactor::per_descriptor_data& descriptor, char* data,
                             std::size_t size, Handler handler) {
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
  iovec part{self.data_, self.size_};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> notes;
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  ssize_t size = 0;
  do {
    message.msg_control = notes.data();
    message.msg_controllen = notes.size();
    size = ::recvmsg(self.fd_, &message, 0);
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
  return is_drained(message) ? done_and_exhausted : done;
}

void ReceiveOperation::complete(void* owner, boost::asio::detail::operation* base,
                                const boost::system::error_code&, std::size_t) {
  auto& self = *static_cast<ReceiveOperation*>(base);
  // The handler owns the coroutine and so, at last, this object: nothing of it may be touched once it has
  // run.
  auto handler = std::move(*self.handler_);
  self.handler_.reset();
  if (owner != nullptr) handler(self.bytes_transferred_);
}

}  // namespace gatehouse::http
