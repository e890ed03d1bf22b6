// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/security_scopes.h"

#include <algorithm>
#include <utility>

namespace gatehouse::web {
namespace {

bool has_word(std::string_view text, std::string_view word) noexcept {
  while (!text.empty()) {
    const auto space = std::min(text.find(' '), text.size());
    if (text.substr(0, space) == word) return true;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return false;
}

HttpError::Fields challenge(const SecurityScopes& needed) {
  std::string value = R"(Bearer error="insufficient_scope")";
  if (!needed.empty()) value += ", scope=\"" + std::string{needed.scope_str()} + '"';
  return {{"WWW-Authenticate", std::move(value)}};
}

}  // namespace

bool SecurityScopes::are_in(std::string_view granted) const noexcept {
  return std::ranges::all_of(words_, [&](std::string_view word) { return has_word(granted, word); });
}

InsufficientScope::InsufficientScope(const SecurityScopes& needed, std::string detail)
    : HttpError(403, std::move(detail), challenge(needed)) {}

}  // namespace gatehouse::web
