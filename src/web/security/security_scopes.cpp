// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/security/security_scopes.h"

#include <algorithm>
#include <utility>

#include "gatehouse/base/words.h"

namespace gatehouse::web {
namespace {

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
