// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens/token_place.h"

#include <algorithm>
#include <functional>

namespace gatehouse::crypto {

std::size_t token_place(std::string_view token, std::size_t places) noexcept {
  constexpr std::size_t end_size = 16;
  const auto end = token.substr(token.size() - std::min(token.size(), end_size));
  return std::hash<std::string_view>{}(end) & (places - 1);
}

}  // namespace gatehouse::crypto
