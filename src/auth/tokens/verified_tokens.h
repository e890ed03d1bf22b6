#pragma once
// SPDX-License-Identifier: Apache-2.0
// Access tokens that were found good lately, so that the same one need not be taken apart for each request.

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

/// What a good token says: whom it is about, and what it is for.
struct Bearer {
  Uuid user;
  std::optional<Uuid> session;  ///< none: the token has no `sid`
  TimePoint expires_at{};
  std::string scope{};  ///< as the token has it; may be empty
};

/// Tokens whose signature and claims were checked, each in a place that its signature determines; a newcomer
/// takes the place of whoever is there. What it remembers is what the signature vouched for, never whether
/// the user or the session still stands. Belongs to one thread.
class VerifiedTokens {
 public:
  static constexpr std::size_t default_places = 4096;  ///< under 3 MiB when all are taken

  /// `places`: a power of two.
  explicit VerifiedTokens(std::size_t places = default_places);

  /// What exactly this token says, or null if it is not known. Whether it has expired is the caller's to ask.
  [[nodiscard]] const Bearer* find(std::string_view token) const noexcept;

  /// Forgets all: a key that vouched for some of them is no longer in force.
  void clear() noexcept;

  /// Remembers a token that has just been verified with a key that is still in force. What it says stays
  /// until the next call.
  const Bearer& insert(std::string_view token, Bearer bearer);

 private:
  struct Entry {
    Secret token;  // the whole of it: the signature alone says nothing about another payload
    Bearer bearer;
  };

  std::vector<std::unique_ptr<const Entry>> places_;
};

}  // namespace gatehouse::auth
