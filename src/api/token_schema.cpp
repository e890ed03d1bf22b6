// SPDX-License-Identifier: Apache-2.0
#include "api/token_schema.h"

#include <utility>

namespace gatehouse::api {

TokenSchema answer_tokens(auth::TokenPair pair, web::Response& response) {
  response.replace("Cache-Control", "no-store");
  return {std::move(pair.access), std::move(pair.refresh), "bearer", pair.expires_in.count()};
}

}  // namespace gatehouse::api
