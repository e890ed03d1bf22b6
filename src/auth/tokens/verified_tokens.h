#pragma once
// SPDX-License-Identifier: Apache-2.0
// Remembers verified access tokens, so that a token is not parsed and verified again for each request.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::auth {

/// What a valid token says.
struct Bearer {
  Uuid user;
  std::optional<Uuid> session;  ///< nullopt: the token has no `sid`
  TimePoint expires_at{};
  std::optional<TimePoint> issued_at{};  ///< nullopt: the token does not say
  std::string scope{};                   ///< as in the token; may be empty
};

/// Tokens whose signature and claims were checked. Each has a slot that its signature determines, and a new
/// token replaces the one in its slot. Only what the signature covers is remembered, never whether the user
/// or the session is still valid. Must be used by one thread only.
class VerifiedTokens {
 public:
  static constexpr std::size_t default_places = 4096;  ///< less than 3 MiB when all are in use

  /// `places` must be a power of two.
  explicit VerifiedTokens(std::size_t places = default_places);

  /// Returns what this token says, or null if it is not remembered. The caller must check whether
  /// it has expired.
  [[nodiscard]] const Bearer* find(std::string_view token) const noexcept;

  /// Forgets all tokens, because a key that verified some of them is no longer valid.
  void clear() noexcept;

  /// Remembers a token that has just been verified with a key that is still valid. The result is valid until
  /// the next call.
  const Bearer& insert(std::string_view token, Bearer bearer);

 private:
  struct Entry {
    Secret token;  // the whole token: its signature alone would also match another payload
    Bearer bearer;
  };

  std::vector<std::unique_ptr<const Entry>> places_;
};

}  // namespace gatehouse::auth
