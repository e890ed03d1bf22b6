#pragma once
// SPDX-License-Identifier: Apache-2.0
// Scopes (RFC 6749 3.3): lists of words that say what an access token is for.

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::auth {

/// The longest list that is taken, in bytes.
inline constexpr std::size_t max_scope = 1000;

/// The list in its plain form: each word once, in the order they came, separated by single spaces. Nothing
/// for one that is too long or has characters that no scope has.
[[nodiscard]] std::optional<std::string> parse_scope(std::string_view text);

/// Whether every word of `some` is one of `all`; both in the plain form.
[[nodiscard]] bool is_within(std::string_view some, std::string_view all);

}  // namespace gatehouse::auth
