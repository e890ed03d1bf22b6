// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include "api/account/login.h"
#include "api/account/me.h"
#include "api/account/root.h"
#include "api/account/signup.h"

namespace gatehouse::api {

void add_routes(web::App& app) {
  app.get<account::to_docs>("/", {.is_in_document = false});
  app.post<account::create_user>("/signup",
                                 {.summary = "Create new user",
                                  .tags = {"account"},
                                  .responses = {{400, "The address is taken"},
                                                {403, "Sign-up is closed"},
                                                {503, "Too busy, or the store can't be written"}}});
  app.post<account::login>("/login", {.summary = "Create access and refresh tokens for user",
                                      .tags = {"account"},
                                      .responses = {{400, "Incorrect email or password"},
                                                    {503, "Too busy, or the store can't be read"}}});
  app.get<account::get_me>("/me", {.summary = "Get details of currently logged in user",
                                   .tags = {"account"},
                                   .responses = {{404, "The user is gone"}}});
}

}  // namespace gatehouse::api
