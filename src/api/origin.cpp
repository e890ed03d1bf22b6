// SPDX-License-Identifier: Apache-2.0
#include "api/origin.h"

#include <algorithm>

#include "api/client_key.h"

namespace gatehouse::api {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

auth::throttle::Origin origin_of(const web::Request& request) {
  return {std::string{request.remote_address}, client_key(request.remote_address),
          client_network(request.remote_address), std::string{request.id}};
}

store::Actor actor_of(const web::Request& request) {
  store::Actor actor;
  actor.address = request.remote_address;
  actor.agent = request.find("User-Agent").value_or("");
  actor.request_id = request.id;
  return actor;
}

store::Actor actor_of(const web::Request& request, const auth::Access& caller) {
  auto actor = actor_of(request);
  actor.kind = store::ActorKind::user;
  actor.id = caller.user->id.to_string();
  return actor;
}

store::Actor actor_of(const web::Request& request, const store::Client& client) {
  auto actor = actor_of(request);
  actor.kind = store::ActorKind::client;
  actor.id = client.id;
  return actor;
}

std::string_view find_cookie(const web::Request& request, std::string_view name) {
  for (const auto& field : request.fields) {
    if (!http::equal_ignoring_case(field.name, "Cookie")) continue;
    // Pairs are separated by semicolons, even within quotes (RFC 6265 5.4).
    for (auto rest = field.value; !rest.empty();) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto pair = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
        return pair.substr(name.size() + 1);
      }
    }
  }
  return {};
}

}  // namespace gatehouse::api
