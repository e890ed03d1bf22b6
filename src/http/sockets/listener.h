#pragma once
// SPDX-License-Identifier: Apache-2.0
// Listening sockets: several for one address, one a thread, among which the kernel spreads the connections.

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/result.h"

namespace gatehouse::http {

/// The sockets of one address.
struct Listeners {
  boost::asio::ip::tcp::endpoint endpoint;  ///< with the real port
  std::vector<Descriptor> sockets;          ///< non-blocking, listening
};

/// Opens `count` sockets that listen on `address`; the error's text begins with it.
[[nodiscard]] result<Listeners, std::string> open_listeners(const std::string& address, unsigned count);

}  // namespace gatehouse::http
