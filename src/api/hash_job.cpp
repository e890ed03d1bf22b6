// SPDX-License-Identifier: Apache-2.0
#include "api/hash_job.h"

#include "api/client_key.h"

namespace gatehouse::api {

crypto::JobOptions hash_job(const web::Request& request) {
  // A process that the operator has started waits in a queue of its own.
  if (request.peer) return {crypto::HashCaller::from_operator(), request.when_gone()};
  return {crypto::HashCaller::from_address(client_turn(request.remote_address)), request.when_gone()};
}

}  // namespace gatehouse::api
