// SPDX-License-Identifier: Apache-2.0
#include "server/commands/client_command.h"

#include <utility>

#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using auth::ClientError;
using auth::Clients;

CommandOutcome failure_of(ClientError error, const ClientCommand& command) {
  const auto id = in_quotes(command.id.value_or(""));
  switch (error) {
    case ClientError::invalid_id:
      return failed(id + " can't be a client's id: an id has 1 to " + std::to_string(Clients::max_id) +
                    " characters of A-Z a-z 0-9 - . _ ~ and is not a UUID");
    case ClientError::invalid_name:
      return failed("a client's name has 1 to " + std::to_string(Clients::max_name) +
                    " bytes, and no control characters");
    case ClientError::invalid_scope:
      return failed(in_quotes(command.scope) +
                    " is not a scope: a scope is words of ASCII letters, digits and signs except \" and \\, "
                    "separated by spaces");
    case ClientError::id_taken:
      return failed("there is a client with the id " + id + " already");
    case ClientError::not_found:
      return failed("there is no client with the id " + id);
    case ClientError::unauthenticated:
    case ClientError::unavailable:
      break;
  }
  return failed_store();
}

std::string status_of(const store::Client& client) { return client.disabled ? "disabled" : "enabled"; }

std::string line_of(const store::Client& client) {
  std::string line = schema::format_time(client.created_at).substr(0, 19) + "Z  ";
  line += client.disabled ? "disabled  " : "enabled   ";
  return line + client.id + "  " + client.name;
}

std::string description_of(const store::Client& client) {
  std::string text = "id:       " + client.id;
  text += "\nname:     " + client.name;
  text += "\nscope:    " + (client.scope.empty() ? "none" : client.scope);
  text += "\nmay ask:  " + std::string{client.introspects_all ? "about all tokens" : "about its own tokens"};
  text += "\nstatus:   " + status_of(client);
  text += "\ncreated:  " + schema::format_time(client.created_at);
  text += "\nupdated:  " + schema::format_time(client.updated_at);
  return text;
}

/// Returns the text of `what`, followed by the new secret, which is shown only this once.
std::string with_secret(std::string what, const auth::ClientWithSecret& made) {
  what += "\nclient_id:      " + made.client.id;
  what += "\nclient_secret:  " + std::string{made.secret.reveal()};
  return what + "\nSave the secret now: it is not shown again.";
}

store::Actor by_operator() { return store::Actor{store::ActorKind::the_operator}; }

awaitable<CommandOutcome> add(Clients& clients, ClientCommand command) {
  const auto made = co_await clients.create(by_operator(), command.name, command.id, command.scope,
                                            command.introspect == "all");
  if (!made) co_return failure_of(made.error(), command);
  co_return done(with_secret("added " + made->client.name, *made));
}

awaitable<CommandOutcome> list(Clients& clients, ClientCommand command) {
  const auto found = co_await clients.list(command.after);
  if (!found) co_return failure_of(found.error(), command);
  std::string text;
  for (const auto& client : *found) text += line_of(client) + "\n";
  if (found->size() == store::ClientStore::max_page) {
    text += "there may be more: gatehouse client list --after " + found->back().id + "\n";
  }
  if (text.empty()) text = "no clients\n";
  text.pop_back();
  co_return done(std::move(text));
}

awaitable<CommandOutcome> show(Clients& clients, ClientCommand command) {
  const auto client = co_await clients.find(command.id.value_or(""));
  if (!client) co_return failure_of(client.error(), command);
  co_return done(description_of(*client));
}

awaitable<CommandOutcome> rotate_secret(Clients& clients, ClientCommand command) {
  const auto made = co_await clients.rotate_secret(by_operator(), command.id.value_or(""));
  if (!made) co_return failure_of(made.error(), command);
  co_return done(with_secret("changed the secret of " + made->client.name, *made));
}

awaitable<CommandOutcome> set_introspect(Clients& clients, ClientCommand command) {
  const auto client =
      co_await clients.set_introspection(by_operator(), command.id.value_or(""), command.introspect == "all");
  if (!client) co_return failure_of(client.error(), command);
  co_return done(client->id + (client->introspects_all ? " may ask about all tokens"
                                                       : " may ask about its own tokens only"));
}

awaitable<CommandOutcome> set_disabled(Clients& clients, ClientCommand command, bool disables) {
  const auto id = command.id.value_or("");
  auto changing = disables ? clients.disable(by_operator(), id) : clients.enable(by_operator(), id);
  const auto client = co_await std::move(changing);
  if (!client) co_return failure_of(client.error(), command);
  co_return done(status_of(*client) + " " + client->id);
}

awaitable<CommandOutcome> remove(Clients& clients, ClientCommand command) {
  const auto id = command.id.value_or("");
  const auto deleted = co_await clients.delete_client(by_operator(), id);
  if (!deleted) co_return failure_of(deleted.error(), command);
  co_return done("deleted " + id);
}

awaitable<CommandOutcome> refuse(ClientCommand command) {
  auto outcome = failed("this server does not know the command " + in_quotes(command.action));
  co_return outcome;
}

}  // namespace

awaitable<CommandOutcome> run_client_command(Clients& clients, ClientCommand command) {
  if (command.action == "add") return add(clients, std::move(command));
  if (command.action == "list") return list(clients, std::move(command));
  if (command.action == "show") return show(clients, std::move(command));
  if (command.action == "rotate-secret") return rotate_secret(clients, std::move(command));
  if (command.action == "set-introspect") return set_introspect(clients, std::move(command));
  if (command.action == "disable") return set_disabled(clients, std::move(command), true);
  if (command.action == "enable") return set_disabled(clients, std::move(command), false);
  if (command.action == "delete") return remove(clients, std::move(command));
  return refuse(std::move(command));
}

}  // namespace gatehouse::server
