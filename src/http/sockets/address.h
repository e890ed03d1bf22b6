#pragma once
// SPDX-License-Identifier: Apache-2.0
// Converts between HOST:PORT as text and a socket address.

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::http {

/// Parses HOST:PORT, with an IPv6 host in brackets. A host name is looked up, and its first address is used.
/// Fails with a message that does not contain the address.
[[nodiscard]] result<boost::asio::ip::tcp::endpoint, std::string> parse_address(std::string_view text);

/// Returns HOST:PORT, with an IPv6 host in brackets.
[[nodiscard]] std::string to_text(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace gatehouse::http
