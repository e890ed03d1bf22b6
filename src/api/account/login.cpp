// SPDX-License-Identifier: Apache-2.0
#include "api/account/login.h"

#include <utility>

#include "api/client_key.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Accounts> accounts, web::State<auth::TokenService> tokens,
                             web::Response& response, const web::Request& request) {
  Secret password{std::move(form->password)};
  crypto::JobOptions job{request.when_gone(), client_key(request.remote_address)};
  const auto user = co_await accounts->authenticate(form->username, std::move(password), std::move(job));
  if (!user) refuse(user.error(), accounts->policy());
  auto pair = tokens->issue(*user);
  // RFC 6749 5.1: no cache keeps tokens.
  response.set("Cache-Control", "no-store");
  TokenSchema out{std::move(pair.access), std::move(pair.refresh), "bearer", pair.expires_in.count()};
  co_return out;
}

}  // namespace gatehouse::api::account
