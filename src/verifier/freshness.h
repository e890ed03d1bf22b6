#pragma once
// SPDX-License-Identifier: Apache-2.0
// Computes how long an answer is fresh (RFC 9111 4.2), within limits.

#include <chrono>
#include <string_view>

#include "gatehouse/verifier/remote_keys.h"

namespace gatehouse::verifier {

/// Returns the time that `Cache-Control: max-age` leaves after `Age`, or the default if there is no
/// `max-age`. `no-cache` and `no-store` leave no time. The result is always within the limits in `options`.
[[nodiscard]] std::chrono::seconds life_of(std::string_view cache_control, std::string_view age,
                                           const RemoteKeysOptions& options);

}  // namespace gatehouse::verifier
