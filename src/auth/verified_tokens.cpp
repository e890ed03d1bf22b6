// SPDX-License-Identifier: Apache-2.0
#include "auth/verified_tokens.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <stdexcept>
#include <string>

namespace gatehouse::auth {

VerifiedTokens::VerifiedTokens(std::size_t places) : places_(places) {
  if (!std::has_single_bit(places)) throw std::invalid_argument{"VerifiedTokens: places is no power of two"};
}

const Bearer* VerifiedTokens::find(std::string_view token) const noexcept {
  const auto& entry = places_[place_of(token)];
  if (!entry || !equal_in_constant_time(entry->token.reveal(), token)) return nullptr;
  return &entry->bearer;
}

void VerifiedTokens::clear() noexcept {
  for (auto& place : places_) place.reset();
}

void VerifiedTokens::insert(std::string_view token, const Bearer& bearer) {
  places_[place_of(token)] = std::make_unique<const Entry>(Entry{Secret{std::string{token}}, bearer});
}

std::size_t VerifiedTokens::place_of(std::string_view token) const noexcept {
  // The end of a signature: nobody but the key's holder can choose it, so nobody can aim for a place.
  constexpr std::size_t end_size = 16;
  const auto end = token.substr(token.size() - std::min(token.size(), end_size));
  return std::hash<std::string_view>{}(end) & (places_.size() - 1);
}

}  // namespace gatehouse::auth
