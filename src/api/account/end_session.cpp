// SPDX-License-Identifier: Apache-2.0
#include "api/account/end_session.h"

#include <utility>

#include "api/origin.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<> end_session(web::Path<"id", web::Uuid> id, web::Depends<get_caller> caller,
                        web::State<auth::Sessions> sessions, const web::Request& request) {
  auto ending = sessions->end(actor_of(request, *caller), caller->user->id, *id);
  const auto ended = co_await std::move(ending);
  if (!ended) refuse_coded(ended.error());
}

}  // namespace gatehouse::api::account
