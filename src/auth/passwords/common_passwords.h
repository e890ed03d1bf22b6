#pragma once
// SPDX-License-Identifier: Apache-2.0
// The passwords that attackers try first.

#include <string_view>

namespace gatehouse::auth {

/// Returns whether `folded`, a password in lower case (`fold_case`), is on one of the two lists in
/// the binary: Openwall's and the one that Django ships. It takes about 15 comparisons and no
/// preparation at start.
[[nodiscard]] bool is_common_password(std::string_view folded) noexcept;

}  // namespace gatehouse::auth
