#pragma once
// SPDX-License-Identifier: Apache-2.0
// Where keys are fetched from: a URL, taken apart and found safe to ask.

#include <string>
#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::verifier {

/// A URL that may be asked.
struct SourceUrl {
  bool is_tls = true;       ///< https
  bool is_literal = false;  ///< whether `host` is an address
  std::string text{};       ///< all of it
  std::string host{};       ///< without brackets
  std::string port{};       ///< never empty
  std::string authority{};  ///< as the Host field has it
  std::string target{};     ///< path and query, never empty
  /// Plain http that may not leave this machine, whatever the host's name is found to mean.
  bool is_loopback_only = false;
};

/// Takes a URL apart. The error says in one line why it will not do: no URL, another scheme than https and
/// http, a user name or a password in it, a fragment, or http to another machine without `allow_plain_http`.
[[nodiscard]] result<SourceUrl, std::string> parse_source_url(std::string_view text, bool allow_plain_http);

}  // namespace gatehouse::verifier
