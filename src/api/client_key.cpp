// SPDX-License-Identifier: Apache-2.0
#include "api/client_key.h"

#include <boost/asio/ip/address.hpp>

namespace gatehouse::api {

std::string client_key(std::string_view remote_address) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(remote_address, error);
  if (error || !address.is_v6()) return std::string{remote_address};
  if (address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  const auto bytes = address.to_v6().to_bytes();
  return {bytes.begin(), bytes.begin() + 8};
}

}  // namespace gatehouse::api
