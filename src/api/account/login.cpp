// SPDX-License-Identifier: Apache-2.0
#include "api/account/login.h"

#include <string>
#include <utility>

#include "api/client_key.h"
#include "api/refusals.h"

namespace gatehouse::api::account {
namespace {

auth::Client client_of(const web::Request& request) {
  auth::Client client;
  client.address = request.remote_address;
  client.agent = request.find("User-Agent").value_or("");
  return client;
}

}  // namespace

awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Accounts> accounts, web::State<auth::Sessions> sessions,
                             const web::Request& request, web::Response& response) {
  Secret password{std::move(form->password)};
  crypto::JobOptions job{request.when_gone(), client_key(request.remote_address)};
  auto logging_in = sessions->log_in(form->username, std::move(password), client_of(request), std::move(job));
  auto pair = co_await std::move(logging_in);
  if (!pair) refuse(pair.error(), accounts->policy());
  co_return answer_tokens(std::move(*pair), response);
}

}  // namespace gatehouse::api::account
