// SPDX-License-Identifier: Apache-2.0
#include "api/admin/clients.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::admin {
namespace {

ClientOut to_out(const store::Client& client) {
  ClientOut out;
  out.id = client.id;
  out.name = client.name;
  out.scope = client.scope;
  out.introspects = client.introspects_all ? Introspects::all : Introspects::own;
  out.disabled = client.disabled;
  out.created_at = client.created_at;
  out.updated_at = client.updated_at;
  return out;
}

ClientWithSecret to_out(const auth::ClientWithSecret& made) {
  return {to_out(made.client), std::string{made.secret.reveal()}};
}

}  // namespace

awaitable<ClientPage> list_clients(Cursor cursor, web::State<auth::Clients> clients) {
  auto listing = clients->list(cursor->value_or(""));
  const auto found = co_await std::move(listing);
  if (!found) refuse_coded(found.error());
  ClientPage page;
  for (const auto& client : *found) page.items.push_back(to_out(client));
  if (found->size() == store::ClientStore::max_page) page.next = found->back().id;
  count_items(page, cursor);
  co_return page;
}

awaitable<web::Created<ClientWithSecret>> create_client(web::Json<NewClient> data,
                                                        web::Depends<get_caller> caller,
                                                        web::State<auth::Clients> clients) {
  const bool all = data->introspects.value_or(Introspects::own) == Introspects::all;
  auto creating = clients->create(caller->actor, std::move(data->name), std::move(data->id),
                                  data->scope.value_or(""), all);
  const auto made = co_await std::move(creating);
  if (!made) refuse_coded(made.error());
  web::Created<ClientWithSecret> created{to_out(*made), "/admin/api/clients/" + made->client.id};
  co_return created;
}

awaitable<ClientOut> get_client(web::Path<"id", std::string> id, web::State<auth::Clients> clients) {
  auto finding = clients->find(std::move(*id));
  const auto client = co_await std::move(finding);
  if (!client) refuse_coded(client.error());
  co_return to_out(*client);
}

awaitable<ClientOut> update_client(web::Path<"id", std::string> id, web::Patch<ClientEdit> patch,
                                   web::Depends<get_caller> caller, web::State<auth::Clients> clients) {
  auth::ClientEdit edit;
  if (patch.has<&ClientEdit::disabled>()) edit.disabled = patch->disabled;
  if (patch.has<&ClientEdit::introspects>()) edit.introspects_all = patch->introspects == Introspects::all;
  auto editing = clients->edit(caller->actor, std::move(*id), std::move(edit));
  const auto client = co_await std::move(editing);
  if (!client) refuse_coded(client.error());
  co_return to_out(*client);
}

awaitable<> delete_client(web::Path<"id", std::string> id, web::Depends<get_caller> caller,
                          web::State<auth::Clients> clients) {
  auto deleting = clients->delete_client(caller->actor, std::move(*id));
  const auto deleted = co_await std::move(deleting);
  if (!deleted) refuse_coded(deleted.error());
}

awaitable<ClientWithSecret> rotate_client_secret(web::Path<"id", std::string> id,
                                                 web::Depends<get_caller> caller,
                                                 web::State<auth::Clients> clients) {
  auto rotating = clients->rotate_secret(caller->actor, std::move(*id));
  const auto made = co_await std::move(rotating);
  if (!made) refuse_coded(made.error());
  co_return to_out(*made);
}

}  // namespace gatehouse::api::admin
