// SPDX-License-Identifier: Apache-2.0

#include "http/trusted_proxies.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "gatehouse/base/ascii.h"
#include "gatehouse/http/path_prefix.h"
#include "gatehouse/http/server.h"

namespace gatehouse::http {
namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> read_address(std::string_view text) {
  boost::system::error_code error;
  auto address = ip::make_address(std::string{text}, error);
  if (error) return std::nullopt;
  // A socket for both protocols reports an IPv4 peer in this form.
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

/// Returns the address of a list entry without the port that some proxies add.
std::string_view without_port(std::string_view entry) noexcept {
  if (entry.starts_with('[')) return entry.substr(1, std::min(entry.find(']'), entry.size()) - 1);
  const auto colon = entry.find(':');
  const bool is_v4_with_port =
      colon != std::string_view::npos && entry.find(':', colon + 1) == std::string_view::npos;
  return is_v4_with_port ? entry.substr(0, colon) : entry;
}

template <class Network, class Address>
bool is_within(const std::vector<Network>& networks, const Address& address) {
  return std::ranges::any_of(networks, [&](const Network& network) {
    return Network{address, network.prefix_length()}.canonical() == network;
  });
}

}  // namespace

result<TrustedProxies, std::string> TrustedProxies::parse(const std::vector<std::string>& texts) {
  TrustedProxies proxies;
  for (const auto& text : texts) {
    boost::system::error_code error;
    if (const auto address = read_address(text); address && address->is_v4()) {
      proxies.v4_.emplace_back(address->to_v4(), 32);
    } else if (address) {
      proxies.v6_.emplace_back(address->to_v6(), 128);
    } else if (const auto v4 = ip::make_network_v4(text, error); !error) {
      proxies.v4_.push_back(v4.canonical());
    } else if (const auto v6 = ip::make_network_v6(text, error); !error) {
      proxies.v6_.push_back(v6.canonical());
    } else {
      return "not an IP address or network: " + text;
    }
  }
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  if (v4_.empty() && v6_.empty()) return false;
  const auto read = read_address(address);
  return read && contains(*read);
}

bool TrustedProxies::contains(const ip::address& address) const {
  return address.is_v4() ? is_within(v4_, address.to_v4()) : is_within(v6_, address.to_v6());
}

std::string_view TrustedProxies::client_of(const Request& request, std::string_view peer) const {
  auto client = peer;
  // Several fields with the same name are one list (RFC 9110 5.3), which is read from its end. ListReader
  // is not used because the list has no quoted strings: a quote sent by a client must not hide what a proxy
  // has appended (CWE-348).
  for (const auto& field : request.fields | std::views::reverse) {
    if (!equal_ignoring_case(field.name, "X-Forwarded-For")) continue;
    auto rest = field.value;
    while (!rest.empty()) {
      const auto comma = rest.rfind(',');
      const auto entry = without_port(trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
      const auto address = read_address(entry);
      if (!address) return client;
      client = entry;
      if (!contains(*address)) return client;
    }
  }
  return client;
}

std::string_view TrustedProxies::prefix_of(const Request& request) noexcept {
  constexpr std::string_view name = "X-Forwarded-Prefix";
  const auto field = request.find(name);
  if (!field || request.count(name) != 1) return {};
  const auto prefix = field->ends_with('/') ? field->substr(0, field->size() - 1) : *field;
  return is_path_prefix(prefix) ? prefix : std::string_view{};
}

bool is_network(std::string_view text) { return TrustedProxies::parse({std::string{text}}).has_value(); }

}  // namespace gatehouse::http
