#pragma once
// SPDX-License-Identifier: Apache-2.0
// A parsed and checked URL from which keys are fetched.

#include <string>
#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::verifier {

/// A URL that may be requested.
struct SourceUrl {
  bool is_tls = true;       ///< whether the scheme is https
  bool is_literal = false;  ///< whether `host` is an IP address
  std::string text{};       ///< the whole URL
  std::string host{};       ///< without brackets
  std::string port{};       ///< never empty
  std::string authority{};  ///< value of the Host field
  std::string target{};     ///< path and query, never empty
  /// Whether only addresses of this machine may be used, because the scheme is http. Applies to the addresses
  /// that the name of the host resolves to.
  bool is_loopback_only = false;
};

/// Parses a URL. Fails with one line of text that says what is wrong: not a URL, a scheme other than https
/// and http, a user name or password, a fragment, or http to another machine without `allow_plain_http`.
[[nodiscard]] result<SourceUrl, std::string> parse_source_url(std::string_view text, bool allow_plain_http);

}  // namespace gatehouse::verifier
