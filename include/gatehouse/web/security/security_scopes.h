#pragma once
// SPDX-License-Identifier: Apache-2.0
// The scopes that a dependency must check, and the error for a caller who lacks one.

#include <span>
#include <string>
#include <string_view>

#include "gatehouse/web/answers/http_error.h"

namespace gatehouse::web {

/// The scopes that `Security` parameters require on the path from the operation to the dependency with this
/// parameter: those of its own use and of all uses above it. In alphabetical order without duplicates.
///
///     User get_user(Depends<bearer> token, SecurityScopes scopes) {
///       const auto claims = verify(*token);
///       if (!scopes.are_in(claims.scope)) throw web::InsufficientScope{scopes};
///
/// The dependency runs once in a request for each such set of scopes.
class SecurityScopes {
 public:
  /// `text` contains the words, separated by single spaces. Both arguments must outlive this object.
  constexpr SecurityScopes(std::span<const std::string_view> words, std::string_view text) noexcept
      : words_(words), text_(text) {}

  [[nodiscard]] constexpr auto begin() const noexcept { return words_.begin(); }
  [[nodiscard]] constexpr auto end() const noexcept { return words_.end(); }
  /// Returns whether no scope is needed.
  [[nodiscard]] constexpr bool empty() const noexcept { return words_.empty(); }
  /// Returns the number of scopes needed.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return words_.size(); }
  /// Returns the scopes separated by single spaces, as in a `scope` claim.
  [[nodiscard]] constexpr std::string_view scope_str() const noexcept { return text_; }

  /// Returns whether the `scope` of a token (RFC 8693 4.2: words separated by spaces) contains all of these.
  [[nodiscard]] bool are_in(std::string_view granted) const noexcept;

 private:
  std::span<const std::string_view> words_;
  std::string_view text_;
};

/// Refuses a valid token that lacks a scope (RFC 6750 3.1) with 403 and
/// `WWW-Authenticate: Bearer error="insufficient_scope", scope="..."`, which lists all needed scopes.
class InsufficientScope : public HttpError {
 public:
  /// `detail` is sent to the caller.
  explicit InsufficientScope(const SecurityScopes& needed, std::string detail = "Not enough permissions");
};

}  // namespace gatehouse::web
