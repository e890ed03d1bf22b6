// SPDX-License-Identifier: Apache-2.0
#include "api/admin/users.h"

#include <utility>

#include "api/hash_job.h"
#include "api/refusals.h"

namespace gatehouse::api::admin {
namespace {

UserPage page_of(store::UserPage found, const Cursor& cursor, std::int64_t estimate) {
  UserPage page;
  for (const auto& user : found.users) page.items.push_back(to_out(user));
  page.next = std::move(found.next);
  count_items(page, cursor, estimate);
  return page;
}

awaitable<UserPage> find_one(std::string email, Cursor cursor, auth::Accounts& accounts) {
  auto found = co_await accounts.find_user_by_email(std::move(email));
  if (!found && found.error() != auth::AccountError::not_found) refuse_coded(found.error());
  store::UserPage page;
  if (found) page.users.push_back(std::move(*found));
  co_return page_of(std::move(page), cursor, 0);
}

}  // namespace

awaitable<UserPage> list_users(web::Query<"prefix", std::optional<std::string>> prefix,
                               web::Query<"email", std::optional<std::string>> email, PageLimit limit,
                               Cursor cursor, web::State<auth::Accounts> accounts) {
  if (*email) {
    auto finding = find_one(std::move(**email), std::move(cursor), *accounts);
    co_return co_await std::move(finding);
  }
  auto listing = accounts->list_users(prefix->value_or(""), cursor->value_or(""), size_of(limit));
  auto found = co_await std::move(listing);
  if (!found) refuse_coded(found.error());
  std::int64_t estimate = 0;
  if (!*prefix && found->next) {
    const auto all = co_await accounts->estimate_users();
    if (!all) refuse_coded(all.error());
    estimate = static_cast<std::int64_t>(*all);
  }
  co_return page_of(std::move(*found), cursor, estimate);
}

awaitable<web::Created<UserOut>> create_user(web::Json<NewUser> data, web::Depends<get_caller> caller,
                                             web::State<auth::Accounts> accounts, const web::Request& request,
                                             web::Response& response) {
  auto roles = data->roles.value_or(std::vector<std::string>{});
  if (!roles.empty()) require_recent(*caller);
  auto creating = accounts->create_user(caller->actor, std::move(data->email), std::move(data->password),
                                        hash_job(request), std::move(roles));
  const auto user = co_await std::move(creating);
  if (!user) refuse_coded(user.error());
  web::Created<UserOut> created{answer_user(*user, response), "/admin/api/users/" + user->id.to_string()};
  co_return created;
}

awaitable<UserOut> get_user(web::Path<"id", web::Uuid> id, web::State<auth::Accounts> accounts,
                            web::Response& response) {
  const auto user = co_await accounts->find_user_by_id(*id);
  if (!user) refuse_coded(user.error());
  co_return answer_user(*user, response);
}

awaitable<UserOut> update_user(web::Path<"id", web::Uuid> id, IfMatch if_match, web::Patch<UserEdit> patch,
                               web::Depends<get_caller> caller, web::State<auth::Accounts> accounts,
                               web::Response& response) {
  if (patch.has<&UserEdit::email>() || patch.has<&UserEdit::roles>()) require_recent(*caller);
  auth::UserEdit edit;
  edit.revision = expected_revision(if_match);
  if (patch.has<&UserEdit::email>()) edit.email = patch->email;
  if (patch.has<&UserEdit::disabled>()) edit.disabled = patch->disabled;
  if (patch.has<&UserEdit::roles>()) edit.roles = patch->roles;
  auto editing = accounts->edit_user(caller->actor, *id, std::move(edit));
  const auto user = co_await std::move(editing);
  if (!user) refuse_coded(user.error());
  co_return answer_user(*user, response);
}

awaitable<> delete_user(web::Path<"id", web::Uuid> id, IfMatch if_match, web::Depends<get_caller> caller,
                        web::State<auth::Accounts> accounts) {
  auto deleting = accounts->delete_user(caller->actor, *id, expected_revision(if_match));
  const auto deleted = co_await std::move(deleting);
  if (!deleted) refuse_coded(deleted.error());
}

awaitable<> set_password(web::Path<"id", web::Uuid> id, web::Json<PasswordEdit> data,
                         web::Depends<get_caller> caller, web::State<auth::Accounts> accounts,
                         const web::Request& request) {
  auto setting = accounts->set_password(caller->actor, *id, std::move(data->password), hash_job(request));
  const auto user = co_await std::move(setting);
  if (!user) refuse_coded(user.error());
}

}  // namespace gatehouse::api::admin
