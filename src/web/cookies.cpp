// SPDX-License-Identifier: Apache-2.0
#include "web/cookies.h"

#include <string>
#include <utility>

#include "web/field_parameters.h"

namespace gatehouse::web::detail {

NameValues parse_cookies(const http::Request& request) {
  NameValues pairs;
  for (const auto& field : request.fields) {
    if (!http::equal_ignoring_case(field.name, "Cookie")) continue;
    const std::string pairs_only = "; " + std::string{field.value};  // a field of parameters alone
    auto parsed = parse_field_parameters(pairs_only, Escapes::octal_too);
    for (auto& [name, value] : parsed.parameters) pairs.emplace_back(name, std::move(value));
  }
  return pairs;
}

}  // namespace gatehouse::web::detail
