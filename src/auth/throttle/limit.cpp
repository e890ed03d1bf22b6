// SPDX-License-Identifier: Apache-2.0
#include "auth/throttle/limit.h"

namespace gatehouse::auth::throttle {

std::string_view to_string(Limit limit) noexcept {
  switch (limit) {
    case Limit::account_failures:
      return "account_failures";
    case Limit::device_failures:
      return "device_failures";
    case Limit::address_failures:
      return "address_failures";
    case Limit::network_failures:
      return "network_failures";
    case Limit::address_accounts:
      return "address_accounts";
    case Limit::signups:
      return "signups";
    case Limit::network_signups:
      return "network_signups";
    case Limit::refreshes:
      return "refreshes";
    case Limit::password_failures:
      return "password_failures";
    case Limit::client_failures:
      return "client_failures";
  }
  return "unknown";
}

}  // namespace gatehouse::auth::throttle
