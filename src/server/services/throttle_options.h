#pragma once
// SPDX-License-Identifier: Apache-2.0
// Turns the throttle's settings into its options.

#include "auth/throttle/throttle.h"
#include "server/config/settings.h"

namespace gatehouse::server {

[[nodiscard]] auth::throttle::ThrottleOptions throttle_options(const ThrottleSettings& settings);

}  // namespace gatehouse::server
