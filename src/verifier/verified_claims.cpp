// SPDX-License-Identifier: Apache-2.0
#include "verifier/verified_claims.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

namespace gatehouse::verifier {

VerifiedClaims::VerifiedClaims(std::size_t places) : places_(places) {
  if (!std::has_single_bit(places)) throw std::invalid_argument{"VerifiedClaims: places is no power of two"};
}

std::shared_ptr<const crypto::Claims> VerifiedClaims::find(std::string_view token,
                                                           std::uint64_t generation) const {
  const auto place = place_of(token);
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
  const auto place = place_of(token);
  const std::lock_guard lock{locks_[place % locks_.size()].mutex};
  places_[place].swap(entry);
}

std::size_t VerifiedClaims::place_of(std::string_view token) const noexcept {
  // The end of a signature: nobody but the key's holder can choose it, so nobody can aim for a place.
  constexpr std::size_t end_size = 16;
  const auto end = token.substr(token.size() - std::min(token.size(), end_size));
  return std::hash<std::string_view>{}(end) & (places_.size() - 1);
}

}  // namespace gatehouse::verifier
