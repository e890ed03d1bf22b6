// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "gatehouse/web/router.h"

namespace gatehouse::web::detail {

void RouteList::add(Route route) {
  auto& info = route.info;
  auto& options = info.options;
  info.path.insert(0, options_.prefix);
  options.tags.insert(options.tags.begin(), options_.tags.begin(), options_.tags.end());
  for (const auto& response : options_.responses) {
    const auto has_status = [&](const auto& own) { return own.status == response.status; };
    if (std::ranges::none_of(options.responses, has_status)) options.responses.push_back(response);
  }
  options.is_deprecated = options.is_deprecated || options_.is_deprecated;
  options.is_in_document = options.is_in_document && options_.is_in_document;
  route.middleware.insert(route.middleware.end(), middleware_.begin(), middleware_.end());
  routes_.push_back(std::move(route));
}

void RouteList::use(Middleware middleware) {
  middleware_.push_back(std::make_shared<const Middleware>(std::move(middleware)));
  for (auto& route : routes_) route.middleware.push_back(middleware_.back());
}

void RouteList::add_all(const RouteList& inner, const Guarding* guarding) {
  for (auto route : inner.routes()) {
    if (guarding != nullptr) surround(route, *guarding);
    add(std::move(route));
  }
}

}  // namespace gatehouse::web::detail
