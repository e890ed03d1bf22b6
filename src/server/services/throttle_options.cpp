// SPDX-License-Identifier: Apache-2.0
#include "server/services/throttle_options.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace gatehouse::server {
namespace {

using auth::throttle::Limit;
using auth::throttle::Rate;

Rate rate_of(unsigned at_once, unsigned an_hour, unsigned factor = 1) {
  const auto hour = std::chrono::microseconds{std::chrono::hours{1}};
  const auto interval = hour / (std::int64_t{an_hour} * factor);
  const auto burst = std::min<std::uint64_t>(std::uint64_t{at_once} * factor, UINT32_MAX);
  return {static_cast<std::uint32_t>(burst), std::max(interval, std::chrono::microseconds{1})};
}

}  // namespace

auth::throttle::ThrottleOptions throttle_options(const ThrottleSettings& settings) {
  const auto& s = settings;
  auth::throttle::ThrottleOptions options;
  options.enabled = s.enabled;
  auto& rates = options.rates;
  rates[Limit::account_failures] = rate_of(s.account_failures, s.account_failures_per_hour);
  rates[Limit::device_failures] = rate_of(s.device_failures, s.device_failures_per_hour);
  rates[Limit::address_failures] = rate_of(s.address_failures, s.address_failures_per_hour);
  rates[Limit::network_failures] = rate_of(s.address_failures, s.address_failures_per_hour, s.network_factor);
  rates[Limit::address_accounts] = rate_of(s.address_accounts, s.address_accounts_per_hour);
  rates[Limit::signups] = rate_of(s.signups, s.signups_per_hour);
  rates[Limit::network_signups] = rate_of(s.signups, s.signups_per_hour, s.network_factor);
  rates[Limit::refreshes] = rate_of(s.refreshes, s.refreshes_per_hour);
  rates[Limit::password_failures] = rate_of(s.password_failures, s.password_failures_per_hour);
  rates[Limit::client_failures] = rate_of(s.client_failures, s.client_failures_per_hour);
  return options;
}

}  // namespace gatehouse::server
