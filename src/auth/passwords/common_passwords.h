#pragma once
// SPDX-License-Identifier: Apache-2.0
// The passwords that attackers try first.

#include <string_view>

namespace gatehouse::auth {

/// Whether `folded`, a password in lower case (`fold_case`), is on one of the lists in the binary: Openwall's
/// and the one that Django ships. Some 15 comparisons; nothing is made at start.
[[nodiscard]] bool is_common_password(std::string_view folded) noexcept;

}  // namespace gatehouse::auth
