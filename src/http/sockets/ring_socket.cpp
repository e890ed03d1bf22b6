// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/ring_socket.h"

#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/error.hpp>
#include <utility>

#include "http/sockets/system_calls.h"

namespace gatehouse::http {
namespace {

// ThreadSanitizer infers from functions of the C library only that what a client does with an answer happens
// after the answer was sent, and that what is done with a request happens after it was received. With no
// bytes these calls have no other effect.
void tell_sanitizer_of_send([[maybe_unused]] int fd) noexcept {
  if constexpr (is_sanitized) static_cast<void>(::send(fd, "", 0, MSG_DONTWAIT | MSG_NOSIGNAL));
}

void tell_sanitizer_of_receipt([[maybe_unused]] int fd) noexcept {
  char nothing = 0;
  if constexpr (is_sanitized) static_cast<void>(::read(fd, &nothing, 0));
}

}  // namespace

RingSocket::RingSocket(Ring& ring, Descriptor fd) noexcept : ring_(ring), fd_(std::move(fd)) {}

void RingSocket::start_receive(char* data, std::size_t size, SocketHandler handler) {
  waited_.handler.emplace(std::move(handler));
  ring_.receive(fd_.get(), data, size, waited_);
}

void RingSocket::start_send(std::string_view data) {
  tell_sanitizer_of_send(fd_.get());
  sent_.outcome = static_cast<int>(data.size());
  ring_.send(fd_.get(), data, sent_);
}

std::optional<int> RingSocket::take_sent() noexcept { return std::exchange(sent_.outcome, std::nullopt); }

void RingSocket::cancel() { ring_.cancel(waited_); }

void RingSocket::close() {
  if (waited_.is_under_way()) {
    ring_.cancel(waited_);  // closed when that wait has ended
  } else {
    fd_ = Descriptor{};
  }
}

void RingSocket::Waited::complete(int result) {
  error = {};
  if (result < 0) error.assign(-result, boost::system::system_category());
  if (result == 0) error = boost::asio::error::eof;
  if (result > 0) tell_sanitizer_of_receipt(socket.fd_.get());
  // The handler owns the coroutine, which indirectly owns this object, so the object must not be used after
  // the handler has run.
  auto by = std::move(*handler);
  handler.reset();
  by(result > 0 ? static_cast<std::size_t>(result) : 0);
}

void RingSocket::Waited::abandon() noexcept {
  socket.fd_ = Descriptor{};  // now, because the waiting coroutine is destroyed with the context
  const auto by = std::move(*handler);
  handler.reset();
}

void RingSocket::Sent::complete(int result) {
  outcome = result;
  socket.cancel();  // so that the rest is sent first, because the peer may wait for it before it sends more
}

}  // namespace gatehouse::http
