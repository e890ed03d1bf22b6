#pragma once
// SPDX-License-Identifier: Apache-2.0
// Determines the client address behind trusted proxies, which append to X-Forwarded-For.

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// The networks of the operator's own proxies. Immutable and thread-safe.
class TrustedProxies {
 public:
  /// Trusts no proxy: the address of a request is that of its connection.
  TrustedProxies() = default;

  /// Parses addresses and networks, such as "127.0.0.1", "10.0.0.0/8" or "fd00::/8". Fails with a message
  /// that names the first invalid one.
  [[nodiscard]] static result<TrustedProxies, std::string> parse(const std::vector<std::string>& texts);

  /// Returns whether the address belongs to one of the networks.
  [[nodiscard]] bool contains(std::string_view address) const;

  /// Returns the address that sent a request received from a trusted `peer`: the last address in
  /// X-Forwarded-For that is not a trusted proxy. Each proxy appends the address that called it; anything
  /// before that can be forged by the sender. The list is read up to the first malformed entry; if it is
  /// empty, the result is `peer`. The result is a view into the request or into `peer`.
  [[nodiscard]] std::string_view client_of(const Request& request, std::string_view peer) const;

  /// Returns the path under which a trusted peer publishes the server: the value of X-Forwarded-Prefix, if
  /// there is one such field and it is a valid prefix. Otherwise returns an empty text. A proxy that sets the
  /// field must not forward the one of its client.
  [[nodiscard]] static std::string_view prefix_of(const Request& request) noexcept;

 private:
  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;

  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace gatehouse::http
