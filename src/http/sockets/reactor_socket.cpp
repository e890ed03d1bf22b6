// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/reactor_socket.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <utility>

namespace gatehouse::http {

void ReactorSocket::start_receive(char* data, std::size_t size, SocketHandler handler) {
#if BOOST_VERSION == 108100
  if (reactor_ == nullptr) {
    reactor_ = &boost::asio::use_service<ReceiveOperation::Reactor>(get_executor().context());
  }
  auto& implementation = impl_.get_implementation();
  operation_.start(*reactor_, implementation.socket_, implementation.reactor_data_, data, size,
                   std::move(handler));
#else
  auto finish = [this, handler = std::move(handler)](const boost::system::error_code& error,
                                                     std::size_t received) mutable {
    error_ = error;
    handler(received);
  };
  async_receive(boost::asio::mutable_buffer{data, size}, std::move(finish));
#endif
}

void ReactorSocket::start_wait_writable(SocketHandler handler) {
  auto finish = [handler = std::move(handler)](const boost::system::error_code& error) mutable {
    handler(error && error != boost::asio::error::operation_aborted ? 0 : 1);
  };
  async_wait(wait_write, std::move(finish));
}

}  // namespace gatehouse::http
