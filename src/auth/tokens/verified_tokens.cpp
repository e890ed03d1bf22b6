// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/verified_tokens.h"

#include <bit>
#include <stdexcept>
#include <string>
#include <utility>

#include "gatehouse/crypto/tokens/token_place.h"

namespace gatehouse::auth {

VerifiedTokens::VerifiedTokens(std::size_t places) : places_(places) {
  if (!std::has_single_bit(places)) throw std::invalid_argument{"VerifiedTokens: places is no power of two"};
}

const Bearer* VerifiedTokens::find(std::string_view token) const noexcept {
  const auto& entry = places_[crypto::token_place(token, places_.size())];
  if (!entry || !equal_in_constant_time(entry->token.reveal(), token)) return nullptr;
  return &entry->bearer;
}

void VerifiedTokens::clear() noexcept {
  for (auto& place : places_) place.reset();
}

const Bearer& VerifiedTokens::insert(std::string_view token, Bearer bearer) {
  auto& place = places_[crypto::token_place(token, places_.size())];
  place = std::make_unique<const Entry>(Entry{Secret{std::string{token}}, std::move(bearer)});
  return place->bearer;
}

}  // namespace gatehouse::auth
