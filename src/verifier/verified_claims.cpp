// SPDX-License-Identifier: Apache-2.0
#include "verifier/verified_claims.h"

#include <bit>
#include <stdexcept>
#include <string>
#include <utility>

#include "gatehouse/crypto/tokens/token_place.h"

namespace gatehouse::verifier {

VerifiedClaims::VerifiedClaims(std::size_t places) : places_(places) {
  if (!std::has_single_bit(places)) throw std::invalid_argument{"VerifiedClaims: places is no power of two"};
}

std::shared_ptr<const crypto::Claims> VerifiedClaims::find(std::string_view token,
                                                           std::uint64_t generation) const {
  const auto place = crypto::token_place(token, places_.size());
  EntryPtr entry;
  {
    const std::lock_guard lock{locks_[place % locks_.size()].mutex};
    entry = places_[place];
  }
  if (!entry || entry->generation != generation) return nullptr;
  if (!equal_in_constant_time(entry->token.reveal(), token)) return nullptr;
  const auto* claims = &entry->claims;
  return {std::move(entry), claims};
}

void VerifiedClaims::insert(std::string_view token, std::uint64_t generation, const crypto::Claims& claims) {
  auto entry = std::make_shared<const Entry>(Entry{Secret{std::string{token}}, generation, claims});
  const auto place = crypto::token_place(token, places_.size());
  const std::lock_guard lock{locks_[place % locks_.size()].mutex};
  places_[place].swap(entry);
}

}  // namespace gatehouse::verifier
