#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a dependency learns of the scopes that its uses ask for, and how it refuses whoever lacks one.

#include <span>
#include <string>
#include <string_view>

#include "gatehouse/web/answers/http_error.h"

namespace gatehouse::web {

/// The scopes that `Security` asks for on the way from the operation to the dependency that names this as a
/// parameter: of its own use and of the uses above it. Constants, in the order of their letters, each once.
///
///     User get_user(Depends<bearer> token, SecurityScopes scopes) {
///       const auto claims = verify(*token);
///       if (!scopes.are_in(claims.scope)) throw web::InsufficientScope{scopes};
///
/// The dependency runs once a request for each such set.
class SecurityScopes {
 public:
  /// `text` has the words, separated by single spaces; both outlive this.
  constexpr SecurityScopes(std::span<const std::string_view> words, std::string_view text) noexcept
      : words_(words), text_(text) {}

  /// The first.
  [[nodiscard]] constexpr auto begin() const noexcept { return words_.begin(); }
  /// Behind the last.
  [[nodiscard]] constexpr auto end() const noexcept { return words_.end(); }
  /// Whether none is needed.
  [[nodiscard]] constexpr bool empty() const noexcept { return words_.empty(); }
  /// How many are needed.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return words_.size(); }
  /// As a token's claim `scope` has them: separated by single spaces.
  [[nodiscard]] constexpr std::string_view scope_str() const noexcept { return text_; }

  /// Whether a token's `scope` (RFC 8693 4.2: words between spaces) has all of these.
  [[nodiscard]] bool are_in(std::string_view granted) const noexcept;

 private:
  std::span<const std::string_view> words_;
  std::string_view text_;
};

/// Refuses a good token that may not do this (RFC 6750 3.1): 403 and
/// `WWW-Authenticate: Bearer error="insufficient_scope", scope="..."`, which names all that is needed.
class InsufficientScope : public HttpError {
 public:
  /// `detail` is shown to the client.
  explicit InsufficientScope(const SecurityScopes& needed, std::string detail = "Not enough permissions");
};

}  // namespace gatehouse::web
