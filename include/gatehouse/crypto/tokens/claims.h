#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a token says (RFC 7519 section 4), in the types the program uses.

#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"

namespace gatehouse::crypto {

/// The claims this project reads and writes; a token may carry others, which are ignored. Text is UTF-8.
struct Claims {
  std::string subject{};                  ///< sub: whom the token is about
  TimePoint expires_at{};                 ///< exp: the first moment at which it is no longer valid
  std::optional<TimePoint> issued_at{};   ///< iat
  std::optional<TimePoint> not_before{};  ///< nbf
  std::string id{};                       ///< jti; empty: absent
  std::string session{};                  ///< sid; empty: absent
  std::string issuer{};                   ///< iss; empty: absent
  std::vector<std::string> audience{};    ///< aud; empty: absent
  std::string client{};                   ///< client_id (RFC 8693 4.3); empty: absent
  std::string scope{};                    ///< scope (RFC 8693 4.2), space-delimited; empty: absent
  std::string use{};                      ///< token_use: "refresh" on refresh tokens; empty: absent

  /// Whether all are the same.
  bool operator==(const Claims&) const = default;
};

}  // namespace gatehouse::crypto
