// SPDX-License-Identifier: Apache-2.0
#include "server/commands/client_command.h"

#include <utility>

#include "api/admin/clients.h"
#include "auth/clients/clients.h"
#include "gatehouse/base/percent_encoding.h"
#include "server/commands/table.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using api::admin::ClientOut;
using api::admin::ClientPage;
using api::admin::ClientWithSecret;
using api::admin::Introspects;

Outcome failure_of(const Refusal& refusal, const ClientCommand& command) {
  const auto id = in_quotes(command.id.value_or(""));
  if (refusal.type == "value_error.client_id") {
    return failed(id + " can't be a client's id: an id has 1 to " + std::to_string(auth::Clients::max_id) +
                  " characters of A-Z a-z 0-9 - . _ ~ and is not a UUID");
  }
  if (refusal.type == "value_error.client_name") {
    return failed("a client's name has 1 to " + std::to_string(auth::Clients::max_name) +
                  " bytes, and no control characters");
  }
  if (refusal.type == "value_error.scope") {
    return failed(in_quotes(command.scope) +
                  " is not a scope: a scope is words of ASCII letters, digits and signs except \" and \\, "
                  "separated by spaces");
  }
  if (refusal.code == "id_taken") return failed("there is a client with the id " + id + " already");
  if (refusal.code == "client_not_found") return failed("there is no client with the id " + id);
  return failed(refusal);
}

std::string status_of(const ClientOut& client) { return client.disabled ? "disabled" : "enabled"; }

std::string line_of(const ClientOut& client) {
  std::string line = in_seconds(client.created_at) + "  ";
  line += client.disabled ? "disabled  " : "enabled   ";
  return line + client.id + "  " + client.name;
}

Table table_of(const std::vector<ClientOut>& clients) {
  Table table{{"ID", "CREATED", "STATUS", "INTROSPECTS", "NAME", "SCOPE"}};
  for (const auto& client : clients) {
    table.add({visible(client.id), in_seconds(client.created_at), status_of(client),
               client.introspects == Introspects::all ? "all" : "own", visible(client.name), client.scope});
  }
  return table;
}

std::string description_of(const ClientOut& client) {
  std::string text = "id:       " + client.id;
  text += "\nname:     " + client.name;
  text += "\nscope:    " + (client.scope.empty() ? "none" : client.scope);
  text += client.introspects == Introspects::all ? "\nmay ask:  about all tokens"
                                                 : "\nmay ask:  about its own tokens";
  text += "\nstatus:   " + status_of(client);
  text += "\ncreated:  " + schema::format_time(client.created_at);
  text += "\nupdated:  " + schema::format_time(client.updated_at);
  return text;
}

/// Returns the text of `what`, followed by the new secret, which is shown only this once.
std::string with_secret(std::string what, const ClientWithSecret& made) {
  what += "\nclient_id:      " + made.client.id;
  what += "\nclient_secret:  " + made.client_secret;
  return what + "\nSave the secret now: it is not shown again.";
}

std::string path_of(const ClientCommand& command) {
  return "/admin/api/clients/" + percent_encode(command.id.value_or(""));
}

Outcome add(AdminClient& client, const ClientCommand& command, bool json) {
  api::admin::NewClient fresh;
  fresh.name = command.name;
  if (command.id) fresh.id = *command.id;
  fresh.scope = command.scope;
  fresh.introspects = command.introspect == "all" ? Introspects::all : Introspects::own;
  const auto body = in_json(fresh);
  auto made = client.ask<ClientWithSecret>({.method = "POST", .target = "/admin/api/clients", .body = body});
  if (!made) return failure_of(made.error(), command);
  auto outcome = done(json ? in_json(*made) : with_secret("added " + made->client.name, *made));
  wipe(made->client_secret);
  return outcome;
}

Outcome rotate_secret(AdminClient& client, const ClientCommand& command, bool json) {
  auto made = client.ask<ClientWithSecret>({.method = "POST", .target = path_of(command) + "/secret"});
  if (!made) return failure_of(made.error(), command);
  auto outcome =
      done(json ? in_json(*made) : with_secret("changed the secret of " + made->client.name, *made));
  wipe(made->client_secret);
  return outcome;
}

Outcome list(AdminClient& client, const ClientCommand& command, bool json) {
  std::string target = "/admin/api/clients";
  if (!command.after.empty()) target += "?cursor=" + percent_encode(command.after);
  const auto page = client.ask<ClientPage>({.target = target});
  if (!page) return failure_of(page.error(), command);
  if (json) return done(lines_of_json(page->items));
  if (page->items.empty()) return done("no clients");
  std::string text;
  if (Table::is_wanted()) {
    text = table_of(page->items).text();
  } else {
    for (const auto& item : page->items) text += line_of(item) + "\n";
  }
  if (page->next) text += "there may be more: gatehouse client list --after " + *page->next + "\n";
  text.pop_back();
  return done(std::move(text));
}

Outcome show(AdminClient& client, const ClientCommand& command, bool json) {
  const auto found = client.ask<ClientOut>({.target = path_of(command)});
  if (!found) return failure_of(found.error(), command);
  return done(json ? in_json(*found) : description_of(*found));
}

Outcome edit(AdminClient& client, const ClientCommand& command, std::string_view body, bool json) {
  const auto changed = client.ask<ClientOut>({.method = "PATCH", .target = path_of(command), .body = body});
  if (!changed) return failure_of(changed.error(), command);
  if (json) return done(in_json(*changed));
  if (command.action != "set-introspect") return done(status_of(*changed) + " " + changed->id);
  return done(changed->id + (changed->introspects == Introspects::all
                                 ? " may ask about all tokens"
                                 : " may ask about its own tokens only"));
}

Outcome remove(AdminClient& client, const ClientCommand& command, bool json) {
  const auto deleted = client.send({.method = "DELETE", .target = path_of(command)});
  if (!deleted) return failure_of(deleted.error(), command);
  return done(json ? "{\"id\":" + in_json(command.id.value_or("")) + "}"
                   : "deleted " + command.id.value_or(""));
}

}  // namespace

Outcome run_client_command(AdminClient& client, const ClientCommand& command, bool json) {
  for (const auto& text : {command.id.value_or(""), command.name, command.scope, command.after}) {
    if (!is_text(text)) return failed("ids, names and scopes must be text in UTF-8");
    if (text.size() > max_argument) return failed(in_quotes(text) + " is too long");
  }
  if (command.action == "add") return add(client, command, json);
  if (command.action == "list") return list(client, command, json);
  // An empty path would be that of the list.
  if (command.id.value_or("").empty()) return failed("there is no client with the id \"\"");
  if (command.action == "show") return show(client, command, json);
  if (command.action == "rotate-secret") return rotate_secret(client, command, json);
  if (command.action == "set-introspect") {
    return edit(client, command,
                command.introspect == "all" ? R"({"introspects":"all"})" : R"({"introspects":"own"})", json);
  }
  if (command.action == "delete") return remove(client, command, json);
  return edit(client, command, command.action == "disable" ? R"({"disabled":true})" : R"({"disabled":false})",
              json);
}

}  // namespace gatehouse::server
