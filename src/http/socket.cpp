// SPDX-License-Identifier: Apache-2.0

#include "http/socket.h"

namespace gatehouse::http {

#if BOOST_VERSION == 108100

void Socket::start_receive(char* data, std::size_t size, ReceiveOperation::Handler handler) {
  if (reactor_ == nullptr) {
    reactor_ = &boost::asio::use_service<ReceiveOperation::Reactor>(get_executor().context());
  }
  auto& implementation = impl_.get_implementation();
  operation_.start(*reactor_, implementation.socket_, implementation.reactor_data_, data, size,
                   std::move(handler));
}

const boost::system::error_code& Socket::receive_error() const noexcept { return operation_.error(); }

#else

const boost::system::error_code& Socket::receive_error() const noexcept { return error_; }

#endif

}  // namespace gatehouse::http
