#pragma once
// SPDX-License-Identifier: Apache-2.0
// HOST:PORT as text and as a socket address.

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::http {

/// Reads HOST:PORT, an IPv6 host in brackets; a name is looked up (the first address counts).
/// The error's text says what is wrong, without the address.
[[nodiscard]] result<boost::asio::ip::tcp::endpoint, std::string> parse_address(std::string_view text);

/// HOST:PORT, an IPv6 host in brackets.
[[nodiscard]] std::string to_text(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace gatehouse::http
