#pragma once
// SPDX-License-Identifier: Apache-2.0
// The claims of a token (RFC 7519 section 4).

#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"

namespace gatehouse::crypto {

/// The claims that this library reads and writes. Other claims in a token are ignored. Text is UTF-8.
struct Claims {
  std::string subject{};                  ///< sub: the user or client that the token is about
  TimePoint expires_at{};                 ///< exp: the first moment at which the token is no longer valid
  std::optional<TimePoint> issued_at{};   ///< iat
  std::optional<TimePoint> not_before{};  ///< nbf
  std::string id{};                       ///< jti; empty: absent
  std::string session{};                  ///< sid; empty: absent
  std::string issuer{};                   ///< iss; empty: absent
  std::vector<std::string> audience{};    ///< aud; empty: absent
  std::string client{};                   ///< client_id (RFC 8693 4.3); empty: absent
  std::string scope{};                    ///< scope (RFC 8693 4.2), space-delimited; empty: absent
  std::string use{};                      ///< token_use: "refresh" on refresh tokens; empty: absent

  bool operator==(const Claims&) const = default;
};

}  // namespace gatehouse::crypto
