#pragma once
// SPDX-License-Identifier: Apache-2.0
// /users: lists, creates, shows, changes and deletes users.

#include <optional>
#include <string>
#include <vector>

#include "api/admin/caller.h"
#include "api/admin/entity_tag.h"
#include "api/admin/page.h"
#include "api/admin/user_out.h"
#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct UserPage {
  std::vector<UserOut> items;
  std::optional<std::string> next;
  Count count;
};
BOOST_DESCRIBE_STRUCT(UserPage, (), (items, next, count))

struct NewUser {
  std::string email;
  web::Secret password;
  web::Omittable<std::vector<std::string>> roles;
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (email, password, roles))

/// What an edit may change.
struct UserEdit {
  std::string email;
  bool disabled = false;
  std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(UserEdit, (), (email, disabled, roles))

struct PasswordEdit {
  web::Secret password;
};
BOOST_DESCRIBE_STRUCT(PasswordEdit, (), (password))

/// Lists users, ordered by address: those whose address begins with `prefix`, or the one with
/// the address `email`.
awaitable<UserPage> list_users(web::Query<"prefix", std::optional<std::string>> prefix,
                               web::Query<"email", std::optional<std::string>> email, PageLimit limit,
                               Cursor cursor, web::State<auth::Accounts> accounts);

/// Creates a user with a password. Refuses with 400 when the address is taken, 422 when a value cannot be
/// used, and 503 when too many passwords wait to be hashed.
awaitable<web::Created<UserOut>> create_user(web::Json<NewUser> data, web::Depends<get_caller> caller,
                                             web::State<auth::Accounts> accounts, const web::Request& request,
                                             web::Response& response);

/// Shows a user. Refuses with 404.
awaitable<UserOut> get_user(web::Path<"id", web::Uuid> id, web::State<auth::Accounts> accounts,
                            web::Response& response);

/// Changes a user. A new address and disabling end the user's sessions. Refuses with 400 when the address is
/// taken, with 404, with 412 and 428 as `expected_revision` does, and with 401 unless the caller has given
/// the password recently, if an address or roles change.
awaitable<UserOut> update_user(web::Path<"id", web::Uuid> id, IfMatch if_match, web::Patch<UserEdit> patch,
                               web::Depends<get_caller> caller, web::State<auth::Accounts> accounts,
                               web::Response& response);

/// Deletes a user and everything that belongs to it. Refuses with 404, 412 and 428.
awaitable<> delete_user(web::Path<"id", web::Uuid> id, IfMatch if_match, web::Depends<get_caller> caller,
                        web::State<auth::Accounts> accounts);

/// Sets a user's password and ends the user's sessions. Refuses with 404, 422 when the policy refuses the
/// password, and 503 when too many passwords wait to be hashed.
awaitable<> set_password(web::Path<"id", web::Uuid> id, web::Json<PasswordEdit> data,
                         web::Depends<get_caller> caller, web::State<auth::Accounts> accounts,
                         const web::Request& request);

}  // namespace gatehouse::api::admin

template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::NewUser>{.refuses_unknown = true};
template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::UserEdit>{.refuses_unknown = true};
template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::PasswordEdit>{.refuses_unknown = true};
