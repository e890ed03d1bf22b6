#pragma once
// SPDX-License-Identifier: Apache-2.0
// Whose word counts for a client's address: proxies that append to X-Forwarded-For.

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// The networks that the operator's own proxies are in. Immutable, so one is shared by all threads.
class TrustedProxies {
 public:
  /// None: a client's address is its connection's.
  TrustedProxies() = default;

  /// Addresses and networks, such as "127.0.0.1", "10.0.0.0/8" or "fd00::/8". The error's text says which is
  /// neither.
  [[nodiscard]] static result<TrustedProxies, std::string> parse(const std::vector<std::string>& texts);

  /// Whether the address is one of theirs.
  [[nodiscard]] bool contains(std::string_view address) const;

  /// Who sent a request that came from a trusted `peer`: the last address of X-Forwarded-For that is not
  /// itself a trusted proxy's, since each of them appends whom it was called by, and what stands before that
  /// is the client's to make up. As far as the list can be read; without any, the peer. A view into either.
  [[nodiscard]] std::string_view client_of(const Request& request, std::string_view peer) const;

  /// Below which path a trusted peer publishes the server: its X-Forwarded-Prefix, if there is one such field
  /// and it is a path prefix; else nothing. A proxy that sets it must not pass on what its client sent.
  [[nodiscard]] static std::string_view prefix_of(const Request& request) noexcept;

 private:
  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;

  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace gatehouse::http
