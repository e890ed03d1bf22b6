// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/middleware/trusted_hosts.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "gatehouse/base/ascii.h"

namespace gatehouse::web {
namespace {

using Names = std::vector<std::string>;

bool is_trusted(const Names& names, std::string_view text) {
  const auto host = fold_case(text);
  return std::ranges::any_of(names, [&](std::string_view name) {
    return name.starts_with('*') ? host.ends_with(name.substr(1)) && host.size() > name.size() - 1
                                 : host == name;
  });
}

awaitable<> check(std::shared_ptr<const Names> names, const http::Request& request, http::Response& response,
                  Next next) {
  if (!is_trusted(*names, request.host().value_or(""))) {
    response.status = 400;
    response.content_type = "text/plain; charset=utf-8";
    response.body = "Invalid host header";
    co_return;
  }
  auto rest = next();
  co_await std::move(rest);
}

}  // namespace

Middleware trusted_hosts(std::vector<std::string> names) {
  for (auto& name : names) {
    const auto star = name.rfind('*');
    if (star != std::string::npos && (star != 0 || !name.starts_with("*.") || name.size() == 2)) {
      throw std::invalid_argument("a trusted host is a name, or \"*.\" and a name: " + name);
    }
    name = fold_case(name);
  }
  if (names.empty()) throw std::invalid_argument("no trusted host is named");
  return [kept = std::make_shared<const Names>(std::move(names))](const http::Request& request,
                                                                  http::Response& response, Next next) {
    return check(kept, request, response, next);
  };
}

}  // namespace gatehouse::web
