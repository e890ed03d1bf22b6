#pragma once
// SPDX-License-Identifier: Apache-2.0
// Scopes (RFC 6749 3.3): lists of words that say what an access token is for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::auth {

/// The longest list that is taken, in bytes.
inline constexpr std::size_t max_scope = 1000;

/// The list in its plain form: each word once, in the order they came, separated by single spaces. Nothing
/// for one that is too long or has characters that no scope has.
[[nodiscard]] std::optional<std::string> parse_scope(std::string_view text);

/// The same of single words. Nothing where one of them is none, or two, or they are too long in all.
[[nodiscard]] std::optional<std::string> parse_scope(const std::vector<std::string>& words);

/// The words of a list in the plain form.
[[nodiscard]] std::vector<std::string> words_of(std::string_view scope);

/// Whether every word of `some` is one of `all`; both in the plain form, as below.
[[nodiscard]] bool is_within(std::string_view some, std::string_view all);

/// The words of `one` and then those of `other` that it lacks.
[[nodiscard]] std::string join_scopes(std::string_view one, std::string_view other);

/// The words of `one` that `other` has too.
[[nodiscard]] std::string common_scope(std::string_view one, std::string_view other);

/// The words of `one` that `other` lacks.
[[nodiscard]] std::string without_scope(std::string_view one, std::string_view other);

}  // namespace gatehouse::auth
