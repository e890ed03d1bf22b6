#pragma once
// SPDX-License-Identifier: Apache-2.0
// Opens listening sockets. Each worker has one for each address; the kernel distributes the connections.

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/result.h"

namespace gatehouse::http {

/// The sockets of one address.
struct Listeners {
  boost::asio::ip::tcp::endpoint endpoint;  ///< with the real port, also if port 0 was requested
  std::vector<Descriptor> sockets;          ///< non-blocking and listening
};

/// Opens `count` sockets that listen on `address`. Fails with a message that names the address.
[[nodiscard]] result<Listeners, std::string> open_listeners(const std::string& address, unsigned count);

}  // namespace gatehouse::http
