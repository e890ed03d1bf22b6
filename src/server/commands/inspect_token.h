#pragma once
// SPDX-License-Identifier: Apache-2.0
// The part of `gatehouse token inspect` that shows a token's content without verifying it.

#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Returns the token's header, claims and times as lines of text. Nothing is verified.
[[nodiscard]] result<std::string, Problem> inspect_token(std::string_view token, TimePoint now);

}  // namespace gatehouse::server
