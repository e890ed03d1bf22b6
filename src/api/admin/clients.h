#pragma once
// SPDX-License-Identifier: Apache-2.0
// /clients: lists, registers, shows, changes and deletes OAuth clients.

#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/admin/caller.h"
#include "api/admin/page.h"
#include "auth/clients/clients.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// Which tokens a client may introspect.
enum class Introspects {
  own,  ///< those issued to it
  all,
};
BOOST_DESCRIBE_ENUM(Introspects, own, all)

struct ClientOut {
  std::string id;
  std::string name;
  std::string scope;  ///< words that it may ask for, separated by spaces
  Introspects introspects = Introspects::own;
  bool disabled = false;
  web::Timestamp created_at;
  web::Timestamp updated_at;
};
BOOST_DESCRIBE_STRUCT(ClientOut, (), (id, name, scope, introspects, disabled, created_at, updated_at))

/// A client with its new secret, which is shown only now.
struct ClientWithSecret {
  ClientOut client;
  std::string client_secret;
};
BOOST_DESCRIBE_STRUCT(ClientWithSecret, (), (client, client_secret))

struct ClientPage {
  std::vector<ClientOut> items;
  std::optional<std::string> next;
  Count count;
};
BOOST_DESCRIBE_STRUCT(ClientPage, (), (items, next, count))

struct NewClient {
  std::string name;
  web::Omittable<std::string> id;  ///< absent: a random one
  web::Omittable<std::string> scope;
  web::Omittable<Introspects> introspects;
};
BOOST_DESCRIBE_STRUCT(NewClient, (), (name, id, scope, introspects))

/// What an edit may change.
struct ClientEdit {
  bool disabled = false;
  Introspects introspects = Introspects::own;
};
BOOST_DESCRIBE_STRUCT(ClientEdit, (), (disabled, introspects))

/// Lists clients, ordered by id, 1000 on a page.
awaitable<ClientPage> list_clients(Cursor cursor, web::State<auth::Clients> clients);

/// Registers a client and shows its secret. Refuses with 409 when the id is taken, and 422.
awaitable<web::Created<ClientWithSecret>> create_client(web::Json<NewClient> data,
                                                        web::Depends<get_caller> caller,
                                                        web::State<auth::Clients> clients);

/// Shows a client. Refuses with 404.
awaitable<ClientOut> get_client(web::Path<"id", std::string> id, web::State<auth::Clients> clients);

/// Changes a client. Disabling it ends the sessions that it began. Refuses with 404.
awaitable<ClientOut> update_client(web::Path<"id", std::string> id, web::Patch<ClientEdit> patch,
                                   web::Depends<get_caller> caller, web::State<auth::Clients> clients);

/// Deletes a client and ends the sessions that it began. Refuses with 404.
awaitable<> delete_client(web::Path<"id", std::string> id, web::Depends<get_caller> caller,
                          web::State<auth::Clients> clients);

/// Gives a client another secret and shows it. The old one becomes invalid. Refuses with 404.
awaitable<ClientWithSecret> rotate_client_secret(web::Path<"id", std::string> id,
                                                 web::Depends<get_caller> caller,
                                                 web::State<auth::Clients> clients);

}  // namespace gatehouse::api::admin

template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::NewClient>{.refuses_unknown = true};
template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::ClientEdit>{.refuses_unknown = true};
