// SPDX-License-Identifier: Apache-2.0
#include "verifier/source_url.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "gatehouse/base/ascii.h"

namespace gatehouse::verifier {
namespace {

bool is_loopback(const boost::urls::url_view& url) {
  switch (url.host_type()) {
    case boost::urls::host_type::ipv4:
      return url.host_ipv4_address().is_loopback();
    case boost::urls::host_type::ipv6:
      return url.host_ipv6_address().is_loopback();
    default:
      return fold_case(url.host_name()) == "localhost";
  }
}

/// Boost.URL 1.81 ends a host where an IPv4 address ends: it splits "127.0.0.1.example.com" into an address
/// and a path. The name of another machine would then count as this machine.
bool is_cut_short(std::string_view text, const boost::urls::url_view& url) {
  const auto end = text.find("//") + 2 + url.encoded_authority().size();
  return end < text.size() && text[end] != '/' && text[end] != '?';
}

}  // namespace

result<SourceUrl, std::string> parse_source_url(std::string_view text, bool allow_plain_http) {
  const auto parsed = boost::urls::parse_absolute_uri({text.data(), text.size()});
  if (!parsed || is_cut_short(text, *parsed)) return "'" + std::string{text} + "' is no absolute URL";
  const auto& url = *parsed;
  const auto scheme = url.scheme_id();
  if (scheme != boost::urls::scheme::https && scheme != boost::urls::scheme::http) {
    return std::string{"a URL of keys begins with https:// (or http:// on this machine)"};
  }
  // The URL appears in logs and in proxies, so it must not contain a password (CWE-522).
  if (url.has_userinfo()) return std::string{"a URL of keys has no user name"};
  if (url.encoded_host().empty()) return std::string{"a URL of keys names a host"};
  SourceUrl source;
  source.text = text;
  source.is_tls = scheme == boost::urls::scheme::https;
  source.is_literal = url.host_type() != boost::urls::host_type::name;
  source.host = url.host_address();
  source.port = url.port();
  if (source.port.empty()) source.port = source.is_tls ? "443" : "80";
  const auto authority = url.encoded_host_and_port();
  source.authority.assign(authority.data(), authority.size());
  const auto target = url.encoded_target();
  source.target.assign(target.data(), target.size());
  if (!source.target.starts_with('/')) source.target.insert(0, "/");
  source.is_loopback_only = !source.is_tls && !allow_plain_http;
  if (source.is_loopback_only && !is_loopback(url)) {
    return "'" + std::string{text} +
           "' is plain http to another machine: whoever is on the way could sign tokens";
  }
  return source;
}

}  // namespace gatehouse::verifier
