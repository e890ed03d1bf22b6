// SPDX-License-Identifier: Apache-2.0
#include "api/admin/caller.h"

#include <unistd.h>

#include "api/coded_error.h"
#include "api/origin.h"

namespace gatehouse::api::admin {

Caller get_caller(const web::Request& request) {
  if (!request.peer) {
    throw CodedHttpError{401, CodedError{"Not authenticated", ErrorCode::not_authenticated}};
  }
  // The mode of the socket keeps others out already. A mode can be changed, these ids cannot.
  if (request.peer->user != 0 && request.peer->user != ::geteuid()) {
    throw CodedHttpError{
        403, CodedError{"Only root and the user that the server runs as may use its control socket",
                        ErrorCode::not_operator}};
  }
  Caller caller{actor_of(request), AdminRole::admin};
  caller.actor.kind = store::ActorKind::the_operator;
  return caller;
}

void refuse_permission() {
  throw CodedHttpError{403, CodedError{"Your role does not include this", ErrorCode::not_permitted}};
}

}  // namespace gatehouse::api::admin
