// SPDX-License-Identifier: Apache-2.0
// X-Forwarded-For as a client sends it: what the trusted proxy appends decides, and the result is an address.
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/trusted_proxies.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gatehouse::fuzz::require;
  namespace http = gatehouse::http;
  static const auto proxies = *http::TrustedProxies::parse({"127.0.0.1", "10.0.0.0/8", "fd00::/8"});
  const std::string text{reinterpret_cast<const char*>(data), size};
  http::Request request;
  request.fields.push_back({"X-Forwarded-For", text});
  const auto client = proxies.client_of(request, "127.0.0.1");
  boost::system::error_code error;
  boost::asio::ip::make_address(std::string{client}, error);
  require(!error || client.front() == '[');
  // Appended as proxies do: to the same field, or in a field of its own.
  for (const std::string seen : {"203.0.113.7", "2001:db8::7"}) {
    const auto appended = text + ", " + seen;
    request.fields = {{"X-Forwarded-For", appended}};
    require(proxies.client_of(request, "127.0.0.1") == seen);
    request.fields = {{"x-forwarded-for", text}, {"Other", text}, {"X-Forwarded-For", seen}};
    require(proxies.client_of(request, "127.0.0.1") == seen);
    // The same behind a second trusted proxy.
    const auto twice = appended + ",10.1.2.3";
    request.fields = {{"X-Forwarded-For", twice}};
    require(proxies.client_of(request, "127.0.0.1") == seen);
  }
  return 0;
}
