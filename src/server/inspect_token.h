#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse token inspect`: what a token says, without believing it.

#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "server/problem.h"

namespace gatehouse::server {

/// The token's header, claims and times as lines of text. The signature is not checked, and the text says so.
[[nodiscard]] result<std::string, Problem> inspect_token(std::string_view token, TimePoint now);

}  // namespace gatehouse::server
