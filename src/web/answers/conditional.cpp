// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/web/answers/conditional.h"

#include "gatehouse/http/list_field.h"

namespace gatehouse::web {

bool has_current(const http::Request& request, std::string_view etag) noexcept {
  return http::has_entity_tag(request, "If-None-Match", etag);
}

}  // namespace gatehouse::web
