// SPDX-License-Identifier: Apache-2.0
#include "verifier/metadata.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace gatehouse::verifier {

result<SourceUrl, std::string> metadata_url(std::string_view issuer, bool allow_plain_http) {
  if (issuer.find_first_of("?#") != issuer.npos)
    return std::string{"an issuer has neither query nor fragment"};
  const auto scheme_end = issuer.find("://");
  if (scheme_end == issuer.npos) return "'" + std::string{issuer} + "' is no absolute URL";
  const auto path = std::min(issuer.find('/', scheme_end + 3), issuer.size());
  std::string url{issuer.substr(0, path)};
  url += "/.well-known/oauth-authorization-server";
  url += issuer.substr(path);
  if (url.ends_with('/')) url.pop_back();
  return parse_source_url(url, allow_plain_http);
}

result<SourceUrl, std::string> read_jwks_uri(std::string_view json, std::string_view issuer,
                                             bool allow_plain_http) {
  boost::system::error_code failed;
  const auto document = boost::json::parse({json.data(), json.size()}, failed);
  if (failed || !document.is_object()) return std::string{"the issuer's metadata is no JSON object"};
  const auto& members = document.get_object();
  const auto text_of = [&](const char* name) {
    const auto* value = members.if_contains(name);
    const auto* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string{} : std::string{*text};
  };
  if (text_of("issuer") != issuer) return std::string{"the metadata is another issuer's"};
  const auto uri = text_of("jwks_uri");
  if (uri.empty()) return std::string{"the issuer's metadata names no jwks_uri"};
  return parse_source_url(uri, allow_plain_http);
}

}  // namespace gatehouse::verifier
