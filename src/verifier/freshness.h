#pragma once
// SPDX-License-Identifier: Apache-2.0
// How long an answer is fresh (RFC 9111 4.2), between bounds.

#include <chrono>
#include <string_view>

#include "gatehouse/verifier/remote_keys.h"

namespace gatehouse::verifier {

/// The life that `Cache-Control: max-age` leaves after `Age`, or the default where there is none; `no-cache`
/// and `no-store` leave none. Always within the options' bounds.
[[nodiscard]] std::chrono::seconds life_of(std::string_view cache_control, std::string_view age,
                                           const RemoteKeysOptions& options);

}  // namespace gatehouse::verifier
