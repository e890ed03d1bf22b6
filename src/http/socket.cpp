// SPDX-License-Identifier: Apache-2.0

#include "http/socket.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <utility>

namespace gatehouse::http {

namespace asio = boost::asio;

#if BOOST_VERSION == 108100

awaitable<std::size_t> Socket::receive(char* data, std::size_t size) {
  if (reactor_ == nullptr) {
    reactor_ = &asio::use_service<ReceiveOperation::Reactor>(get_executor().context());
  }
  auto initiate = [this, data, size](ReceiveOperation::Handler handler) {
    auto& implementation = impl_.get_implementation();
    operation_.start(*reactor_, implementation.socket_, implementation.reactor_data_, data, size,
                     std::move(handler));
  };
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(std::size_t)>(std::move(initiate),
                                                                                        use_awaitable);
}

const boost::system::error_code& Socket::receive_error() const noexcept { return operation_.error(); }

#else

awaitable<std::size_t> Socket::receive(char* data, std::size_t size) {
  error_ = {};
  return async_receive(asio::mutable_buffer{data, size}, asio::redirect_error(use_awaitable, error_));
}

const boost::system::error_code& Socket::receive_error() const noexcept { return error_; }

#endif

}  // namespace gatehouse::http
