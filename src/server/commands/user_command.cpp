// SPDX-License-Identifier: Apache-2.0
#include "server/commands/user_command.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "api/admin/user_sessions.h"
#include "api/admin/users.h"
#include "auth/scope.h"
#include "gatehouse/base/percent_encoding.h"
#include "server/commands/table.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using api::admin::EndedSessions;
using api::admin::UserOut;
using api::admin::UserPage;
using api::admin::UserSessionPage;

/// How often a change of roles is tried when somebody else changes the user at the same time.
constexpr int max_attempts = 8;

std::string no_user(const std::string& email) {
  return "there is no user with the address " + in_quotes(email);
}

Outcome failure_of(const Refusal& refusal, const std::string& email) {
  if (refusal.code == "email_taken") {
    return failed("there is a user with the address " + in_quotes(email) + " already");
  }
  if (refusal.code == "user_not_found") return failed(no_user(email));
  if (refusal.type == "value_error.email") return failed(in_quotes(email) + " is not an e-mail address");
  if (refusal.type.starts_with("value_error.password")) {
    return failed("the password is refused: " + refusal.message);
  }
  if (refusal.type == "value_error.roles") {
    return failed(
        "a role is one word of ASCII letters, digits and signs except \" and \\; all roles of a user "
        "together have at most " +
        std::to_string(auth::max_scope) + " bytes");
  }
  return failed(refusal);
}

bool is_admin(const UserOut& user) { return std::ranges::find(user.roles, "admin") != user.roles.end(); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string roles_of(const UserOut& user) { return user.roles.empty() ? "none" : joined(user.roles); }

std::string path_of(const UserOut& user) { return "/admin/api/users/" + user.id.to_string(); }

std::string line_of(const UserOut& user) {
  std::string line = user.id.to_string() + "  " + in_seconds(user.created_at) + "  ";
  line += user.disabled ? "disabled  " : "enabled   ";
  line += is_admin(user) ? "admin  " : "user   ";
  line += user.email;
  auto others = user.roles;
  std::erase(others, "admin");
  if (!others.empty()) line += "  " + joined(others);
  return line;
}

Table table_of(const std::vector<UserOut>& users) {
  Table table{{"ID", "CREATED", "LAST LOGIN", "STATUS", "ADDRESS", "ROLES"}};
  for (const auto& user : users) {
    table.add({user.id.to_string(), in_seconds(user.created_at),
               user.last_login_at ? in_seconds(*user.last_login_at) : "never",
               user.disabled ? "disabled" : "enabled", visible(user.email), joined(user.roles)});
  }
  return table;
}

std::string description_of(const UserOut& user) {
  std::string text = "id:          " + user.id.to_string();
  text += "\nemail:       " + user.email;
  text += "\nstatus:      " + std::string{user.disabled ? "disabled" : "enabled"};
  text += "\nadmin:       " + std::string{is_admin(user) ? "yes" : "no"};
  text += "\nroles:       " + roles_of(user);
  text += "\ncreated:     " + schema::format_time(user.created_at);
  text += "\nupdated:     " + schema::format_time(user.updated_at);
  text += "\nlast login:  " + (user.last_login_at ? schema::format_time(*user.last_login_at) : "never");
  return text;
}

/// Returns the user with the command's address.
result<UserOut, Problem> find_user(AdminClient& client, const std::string& email) {
  const ClientRequest request{.target = "/admin/api/users?email=" + percent_encode(email)};
  auto found = client.ask<UserPage>(request);
  if (!found) return failure_of(found.error(), email).error();
  if (found->items.empty()) return Problem{no_user(email)};
  return std::move(found->items.front());
}

/// Returns a JSON object with the password. Wipe it after its use.
std::string with_password(std::string_view before, const Secret& password, std::string_view after) {
  std::string json;
  json.reserve(before.size() + 6 * password.size() + after.size() + 16);  // so that nothing is left behind
  json.append("{").append(before).append("\"password\":");
  schema::write_json_string(json, password.reveal());
  return json.append(after).append("}");
}

Outcome add(AdminClient& client, const UserCommand& command, bool json) {
  std::string email = "\"email\":";
  schema::write_json_string(email, command.email);
  auto body = with_password(email + ",", command.password, command.is_admin ? R"(,"roles":["admin"])" : "");
  const auto user = client.ask<UserOut>({.method = "POST", .target = "/admin/api/users", .body = body});
  wipe(body);
  if (!user) return failure_of(user.error(), command.email);
  return done(json ? in_json(*user) : "added " + user->email + ", id " + user->id.to_string());
}

Outcome list(AdminClient& client, const UserCommand& command, bool json) {
  std::string target = "/admin/api/users?limit=" + std::to_string(command.limit);
  if (!command.prefix.empty()) target += "&prefix=" + percent_encode(command.prefix);
  if (!command.after.empty()) target += "&cursor=" + percent_encode(command.after);
  const auto page = client.ask<UserPage>({.target = target});
  if (!page) return failure_of(page.error(), command.email);
  if (json) return done(lines_of_json(page->items));
  if (page->items.empty()) return done("no users");
  std::string text;
  if (Table::is_wanted()) {
    text = table_of(page->items).text();
  } else {
    for (const auto& user : page->items) text += line_of(user) + "\n";
  }
  if (page->next) text += "there are more: gatehouse user list --after " + *page->next + "\n";
  text.pop_back();
  return done(std::move(text));
}

Outcome show(AdminClient&, const UserOut& user, bool json) {
  return done(json ? in_json(user) : description_of(user));
}

Outcome edit(AdminClient& client, const UserOut& user, std::string_view body, const std::string& said,
             bool json) {
  const ClientRequest request{.method = "PATCH", .target = path_of(user), .body = body, .if_match = "*"};
  const auto changed = client.ask<UserOut>(request);
  if (!changed) return failure_of(changed.error(), user.email);
  return done(json ? in_json(*changed) : said + changed->email);
}

Outcome remove(AdminClient& client, const UserOut& user, bool json) {
  const auto deleted = client.send({.method = "DELETE", .target = path_of(user), .if_match = "*"});
  if (!deleted) return failure_of(deleted.error(), user.email);
  return done(json ? in_json(user) : "deleted " + user.email);
}

Outcome set_password(AdminClient& client, const UserOut& user, const Secret& password, bool json) {
  auto body = with_password("", password, "");
  const auto changed = client.send({.method = "POST", .target = path_of(user) + "/password", .body = body});
  wipe(body);
  if (!changed) return failure_of(changed.error(), user.email);
  return done(json ? in_json(user) : "changed the password of " + user.email);
}

/// Returns the user's roles after the command.
std::vector<std::string> roles_after(const UserOut& user, const UserCommand& command) {
  auto roles = user.roles;
  for (const auto& role : command.roles) {
    std::erase(roles, role);
    if (!command.removes) roles.push_back(role);
  }
  return roles;
}

Outcome grant(AdminClient& client, UserOut user, const UserCommand& command, bool json) {
  for (int attempt = 0;; ++attempt) {
    const auto body = "{\"roles\":" + in_json(roles_after(user, command)) + "}";
    const auto changed = client.ask<UserOut>({.method = "PATCH",
                                              .target = path_of(user),
                                              .body = body,
                                              .if_match = '"' + std::to_string(user.revision) + '"'});
    if (changed)
      return done(json ? in_json(*changed) : "roles of " + changed->email + ": " + roles_of(*changed));
    // Somebody else has changed the user since. This change is applied after theirs.
    if (changed.error().status != 412 || attempt == max_attempts)
      return failure_of(changed.error(), user.email);
    auto again = client.ask<UserOut>({.target = path_of(user)});
    if (!again) return failure_of(again.error(), user.email);
    user = std::move(*again);
  }
}

Outcome list_sessions(AdminClient& client, const UserOut& user, bool json) {
  std::vector<api::admin::UserSession> sessions;
  for (std::optional<std::string> cursor{""}; cursor;) {
    auto target = path_of(user) + "/sessions?limit=1000";
    if (!cursor->empty()) target += "&cursor=" + percent_encode(*cursor);
    auto page = client.ask<UserSessionPage>({.target = target});
    if (!page) return failure_of(page.error(), user.email);
    for (auto& session : page->items) sessions.push_back(std::move(session));
    cursor = std::move(page->next);
  }
  if (json) return done(lines_of_json(sessions));
  if (sessions.empty()) return done("no sessions");
  Table table{{"ID", "BEGAN", "LAST USED", "ADDRESS", "AGENT"}};
  for (const auto& session : sessions) {
    table.add({session.id.to_string(), in_seconds(session.created_at), in_seconds(session.last_used_at),
               visible(session.address), visible(session.agent)});
  }
  auto text = table.text();
  text.pop_back();
  return done(std::move(text));
}

Outcome end_sessions(AdminClient& client, const UserOut& user, bool json) {
  const auto ended = client.ask<EndedSessions>({.method = "DELETE", .target = path_of(user) + "/sessions"});
  if (!ended) return failure_of(ended.error(), user.email);
  if (json) return done(in_json(*ended));
  return done("ended " + std::to_string(ended->ended) + (ended->ended == 1 ? " session" : " sessions") +
              " of " + user.email);
}

/// Returns why a command must not be sent, or nullopt.
std::optional<std::string> find_fault(const UserCommand& command) {
  if (!is_text(command.email) || !is_text(command.password.reveal()) || !is_text(command.prefix) ||
      !is_text(command.after)) {
    return "e-mail addresses and passwords must be text in UTF-8";
  }
  if (command.email.size() > max_argument) return in_quotes(command.email) + " is not an e-mail address";
  std::size_t size = 0;
  for (const auto& role : command.roles) {
    if (!is_text(role)) return "roles must be words of ASCII characters";
    size += role.size();
  }
  if (size > max_argument) {
    return "all of a user's roles have at most " + std::to_string(auth::max_scope) + " bytes";
  }
  for (const auto& text : {command.prefix, command.after}) {
    if (text.size() > max_argument) return in_quotes(text) + " is too long";
  }
  return std::nullopt;
}

}  // namespace

Outcome run_user_command(AdminClient& client, const UserCommand& command, bool json) {
  if (auto fault = find_fault(command)) return failed(std::move(*fault));
  if (command.action == "add") return add(client, command, json);
  if (command.action == "list") return list(client, command, json);
  using Action = std::function<Outcome(const UserOut& user)>;
  const std::map<std::string, Action, std::less<>> actions{
      {"show", [&](const UserOut& user) { return show(client, user, json); }},
      {"delete", [&](const UserOut& user) { return remove(client, user, json); }},
      {"disable",
       [&](const UserOut& user) { return edit(client, user, R"({"disabled":true})", "disabled ", json); }},
      {"enable",
       [&](const UserOut& user) { return edit(client, user, R"({"disabled":false})", "enabled ", json); }},
      {"set-password",
       [&](const UserOut& user) { return set_password(client, user, command.password, json); }},
      {"grant", [&](const UserOut& user) { return grant(client, user, command, json); }},
      {"sessions", [&](const UserOut& user) { return list_sessions(client, user, json); }},
      {"end-sessions", [&](const UserOut& user) { return end_sessions(client, user, json); }},
  };
  const auto user = find_user(client, command.email);
  if (!user) return user.error();
  return actions.at(command.action)(*user);
}

}  // namespace gatehouse::server
