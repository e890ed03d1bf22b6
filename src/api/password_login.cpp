// SPDX-License-Identifier: Apache-2.0
#include "api/password_login.h"

#include <utility>

#include "api/hash_job.h"

namespace gatehouse::api {

awaitable<auth::AccountResult<auth::TokenPair>> log_in(auth::Sessions& sessions, std::string username,
                                                       Secret password, const web::Request& request,
                                                       auth::TokenRequest asked) {
  auth::Client client;
  client.address = request.remote_address;
  client.agent = request.find("User-Agent").value_or("");
  return sessions.log_in(std::move(username), std::move(password), std::move(client), hash_job(request),
                         std::move(asked));
}

}  // namespace gatehouse::api
