// SPDX-License-Identifier: Apache-2.0
#include "api/account/login.h"

#include <utility>

#include "api/password_login.h"
#include "api/refusals.h"
#include "api/throttled.h"

namespace gatehouse::api::account {

awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Sessions> sessions, web::State<auth::throttle::Guard> guard,
                             web::State<Options> options, const web::Request& request,
                             web::Response& response) {
  Secret password{std::move(form->password)};
  auto logging_in = log_in(*sessions, *guard, form->username, std::move(password), request);
  auto login = co_await std::move(logging_in);
  if (login.refusal) refuse_throttled(*login.refusal);
  if (!login.pair) refuse(login.pair.error());
  set_device_cookie(login, *options, response);
  co_return answer_tokens(std::move(*login.pair), response);
}

}  // namespace gatehouse::api::account
