#pragma once
// SPDX-License-Identifier: Apache-2.0
// Scopes (RFC 6749 3.3): lists of words that say what an access token is for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::auth {

/// The length of the longest accepted list, in bytes.
inline constexpr std::size_t max_scope = 1000;

/// The scope that opens the administration interface. It is granted only when it is asked for by name.
inline constexpr std::string_view admin_scope = "gatehouse:admin";

/// Returns the words of a list in the canonical form that do not begin with "gatehouse:". Those that do open
/// this server's own interfaces, so no token gets them unless it asks for them by name.
[[nodiscard]] std::string without_own_scopes(std::string_view scope);

/// Returns the list in its canonical form: each word once, in order of first appearance, separated by single
/// spaces. Returns nullopt when it is too long or has characters that a scope cannot have.
[[nodiscard]] std::optional<std::string> parse_scope(std::string_view text);

/// Returns the canonical form of a list of words. Returns nullopt when one of them is not exactly one valid
/// word, or when they are too long in total.
[[nodiscard]] std::optional<std::string> parse_scope(const std::vector<std::string>& words);

/// Returns the words of a list in the canonical form.
[[nodiscard]] std::vector<std::string> words_of(std::string_view scope);

/// Returns whether every word of `some` is a word of `all`. Both must be in the canonical form; this holds
/// for the functions below too.
[[nodiscard]] bool is_within(std::string_view some, std::string_view all);

/// Returns the words of `one`, followed by those words of `other` that `one` lacks.
[[nodiscard]] std::string join_scopes(std::string_view one, std::string_view other);

/// Returns the words of `one` that are also in `other`.
[[nodiscard]] std::string common_scope(std::string_view one, std::string_view other);

/// Returns the words of `one` that are not in `other`.
[[nodiscard]] std::string without_scope(std::string_view one, std::string_view other);

}  // namespace gatehouse::auth
