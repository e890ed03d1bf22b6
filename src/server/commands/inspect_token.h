#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse token inspect`: what a token says, without believing it.

#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "server/problem.h"

namespace gatehouse::server {

/// The token's header, claims and times as lines of text; nothing of it is checked.
[[nodiscard]] result<std::string, Problem> inspect_token(std::string_view token, TimePoint now);

/// What a token's header says of its key; fit to be shown, empty for what it does not say.
struct HeaderHint {
  std::string kid;
  std::string algorithm;
};
[[nodiscard]] HeaderHint read_header(std::string_view token);

}  // namespace gatehouse::server
