#pragma once
// SPDX-License-Identifier: Apache-2.0
// The limits, and what is known when one has been reached.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "auth/throttle/rate.h"

namespace gatehouse::auth::throttle {

/// What is counted. Settings and codes in answers use these names, so names are only added and never changed.
enum class Limit : std::uint8_t {
  account_failures,   ///< failed logins of an account, from devices that it does not know
  device_failures,    ///< failed logins of an account from one known device
  address_failures,   ///< failed logins from an address (IPv6: a network of 64 bits)
  network_failures,   ///< failed logins from an IPv6 network of 48 bits
  address_accounts,   ///< accounts at which logins from an address have failed
  signups,            ///< sign-ups from an address (IPv6: a network of 64 bits)
  network_signups,    ///< sign-ups from an IPv6 network of 48 bits
  refreshes,          ///< refreshes of a session
  password_failures,  ///< wrong passwords of a user who is logged in
  client_failures,    ///< wrong secrets of an OAuth client from an address
};
inline constexpr std::size_t limit_count = 10;

/// Returns the name of the value.
[[nodiscard]] std::string_view to_string(Limit limit) noexcept;

/// The rates of all limits.
class Rates {
 public:
  [[nodiscard]] Rate& operator[](Limit limit) noexcept { return rates_[static_cast<std::size_t>(limit)]; }
  [[nodiscard]] const Rate& operator[](Limit limit) const noexcept {
    return rates_[static_cast<std::size_t>(limit)];
  }

 private:
  std::array<Rate, limit_count> rates_{};
};

/// A limit that was reached.
struct Refusal {
  Limit limit = Limit::account_failures;
  Rate rate{};
  std::chrono::microseconds wait{};  ///< until one more is allowed
};

}  // namespace gatehouse::auth::throttle
