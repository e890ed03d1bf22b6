#pragma once
// SPDX-License-Identifier: Apache-2.0
// A connected socket whose reads cost one system call each.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <boost/version.hpp>
#include <cstddef>

#include "gatehouse/base/async.h"

#if BOOST_VERSION == 108100
#include "http/receive_operation.h"
#endif

namespace gatehouse::http {

/// After each read Asio tries at once whether there is more, and mostly there is not: a system call for
/// nothing, as dear as a tenth of a small request. The kernel can tell with the bytes how many are left
/// (TCP_INQ), so these reads are handed to Asio's reactor directly, and tell it. The reactor is Asio's
/// private matter and known for one version only; with another, reads go the usual way.
class Socket : public boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor> {
 public:
  using basic_stream_socket::basic_stream_socket;

  /// Reads what there is, waiting for the first byte; 0 when `receive_error` says why. The memory must stay.
  /// One read at a time.
  awaitable<std::size_t> receive(char* data, std::size_t size);
  [[nodiscard]] const boost::system::error_code& receive_error() const noexcept;

 private:
#if BOOST_VERSION == 108100
  ReceiveOperation operation_;
  ReceiveOperation::Reactor* reactor_ = nullptr;
#else
  boost::system::error_code error_;
#endif
};

}  // namespace gatehouse::http
