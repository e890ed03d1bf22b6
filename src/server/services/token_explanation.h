#pragma once
// SPDX-License-Identifier: Apache-2.0
// Explains the result of inspecting a token in words.

#include <chrono>

#include "api/admin/tokens.h"
#include "auth/tokens/token_inspector.h"
#include "gatehouse/base/clock.h"
#include "server/config/settings.h"
#include "server/services/token_header.h"

namespace gatehouse::server {

/// Returns the facts "signature", "session" and "user" (or "client"), as far as they apply, and "verdict"
/// with a line for each reason. `header` is what the token's header says.
[[nodiscard]] api::admin::TokenExplanation explain_inspection(const auth::TokenInspection& inspection,
                                                              const HeaderHint& header,
                                                              const TokenSettings& settings,
                                                              std::chrono::seconds grace, TimePoint now);

}  // namespace gatehouse::server
