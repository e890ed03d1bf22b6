// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/detail/surround.h"

#include <algorithm>

namespace gatehouse::web::detail {

awaitable<> run_route(Match match, const Route& route, std::size_t guard) {
  if (guard < route.guards.size()) return route.guards[guard](std::move(match), route, guard);
  return route.run(std::move(match), route.info.status);
}

void add_security(OperationInfo& info, SecuritySchemeInfo scheme) {
  const auto known = std::ranges::find(info.security, scheme.name, &SecuritySchemeInfo::name);
  if (known == info.security.end()) {
    info.security.push_back(std::move(scheme));
    return;
  }
  known->is_optional = known->is_optional && scheme.is_optional;
  for (const auto scope : scheme.scopes) {
    if (std::ranges::find(known->scopes, scope) == known->scopes.end()) known->scopes.push_back(scope);
  }
  std::ranges::sort(known->scopes);
}

void surround(Route& route, const Guarding& guarding) {
  route.guards.insert(route.guards.begin(), guarding.run);
  route.states.insert(route.states.end(), guarding.states.begin(), guarding.states.end());
  auto& info = route.info;
  for (const auto& parameter : guarding.info.parameters) {
    const auto is_same = [&](const ParameterInfo& own) {
      return own.name == parameter.name && own.in == parameter.in;
    };
    if (std::ranges::none_of(info.parameters, is_same)) info.parameters.push_back(parameter);
  }
  info.bodies.insert(info.bodies.end(), guarding.info.bodies.begin(), guarding.info.bodies.end());
  for (const auto& scheme : guarding.info.security) add_security(info, scheme);
}

}  // namespace gatehouse::web::detail
