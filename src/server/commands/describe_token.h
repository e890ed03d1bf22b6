#pragma once
// SPDX-License-Identifier: Apache-2.0
// Describes the result of inspecting a token in words.

#include <string>
#include <string_view>

#include "auth/tokens/token_inspector.h"
#include "gatehouse/base/clock.h"
#include "server/config/settings.h"

namespace gatehouse::server {

/// Returns the lines "signature", "session" and "user" (or "client"), as far as they apply, and "verdict"
/// with a line for each reason. `kid` is from the token's header and empty if it has none. There is no
/// newline at the end.
[[nodiscard]] std::string describe_inspection(const auth::TokenInspection& inspection, std::string_view kid,
                                              std::string_view algorithm, const TokenSettings& settings,
                                              std::chrono::seconds grace, TimePoint now);

}  // namespace gatehouse::server
