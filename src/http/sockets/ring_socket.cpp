// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/ring_socket.h"

#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/error.hpp>
#include <utility>

#include "http/sockets/system_calls.h"

namespace gatehouse::http {
namespace {

// ThreadSanitizer sees by the C library's functions alone that what a client does with an answer comes after
// it, and what is done with a request after that. Of no bytes they do nothing else.
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
    ring_.cancel(waited_);  // whoever waits closes it
  } else {
    fd_ = Descriptor{};
  }
}

void RingSocket::Waited::complete(int result) {
  error = {};
  if (result < 0) error.assign(-result, boost::system::system_category());
  if (result == 0) error = boost::asio::error::eof;
  if (result > 0) tell_sanitizer_of_receipt(socket.fd_.get());
  // The handler owns the coroutine and so, at last, this object: nothing of it may be touched once it has
  // run.
  auto by = std::move(*handler);
  handler.reset();
  by(result > 0 ? static_cast<std::size_t>(result) : 0);
}

void RingSocket::Waited::abandon() noexcept {
  socket.fd_ = Descriptor{};  // now: whoever waits is destroyed with the context
  const auto by = std::move(*handler);
  handler.reset();
}

void RingSocket::Sent::complete(int result) {
  outcome = result;
  socket.cancel();  // to see to the rest, not to wait for what may come only after it
}

}  // namespace gatehouse::http
