// SPDX-License-Identifier: Apache-2.0
#include "api/account/login.h"

#include <utility>

#include "api/password_login.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Accounts> accounts, web::State<auth::Sessions> sessions,
                             const web::Request& request, web::Response& response) {
  Secret password{std::move(form->password)};
  auto logging_in = log_in(*sessions, form->username, std::move(password), request);
  auto pair = co_await std::move(logging_in);
  if (!pair) refuse(pair.error(), accounts->policy());
  co_return answer_tokens(std::move(*pair), response);
}

}  // namespace gatehouse::api::account
