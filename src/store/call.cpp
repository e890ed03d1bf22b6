// SPDX-License-Identifier: Apache-2.0
#include "store/call.h"

#include <algorithm>

namespace gatehouse::store {

std::string_view to_string(ActorKind kind) noexcept {
  switch (kind) {
    case ActorKind::nobody:
      return "nobody";
    case ActorKind::user:
      return "user";
    case ActorKind::client:
      return "client";
    case ActorKind::the_operator:
      return "operator";
    case ActorKind::server:
      return "server";
  }
  return "unknown";
}

std::string tidy_agent(std::string_view agent) {
  std::string text{agent.substr(0, max_agent)};
  std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace gatehouse::store
