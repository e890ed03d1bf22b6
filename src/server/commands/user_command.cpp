// SPDX-License-Identifier: Apache-2.0
#include "server/commands/user_command.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "auth/roles.h"
#include "auth/scope.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using auth::AccountError;
using auth::Accounts;

CommandOutcome failure_of(const Accounts& accounts, const AccountError& error, const std::string& email) {
  switch (error.code()) {
    case AccountError::invalid_email:
      return failed(in_quotes(email) + " is not an e-mail address");
    case AccountError::password_refused:
      return failed("the password is refused: " + accounts.policy().message_of(error.refusal().value()));
    case AccountError::email_taken:
      return failed("there is a user with the address " + in_quotes(email) + " already");
    case AccountError::not_found:
      return failed("there is no user with the address " + in_quotes(email));
    case AccountError::invalid_scope:
      return failed(
          "a role is one word of ASCII letters, digits and signs except \" and \\; all roles of a user "
          "together have at most " +
          std::to_string(auth::max_scope) + " bytes");
    case AccountError::busy:
      return failed("too many passwords are waiting to be hashed: try again shortly");
    case AccountError::wrong_credentials:
    case AccountError::unavailable:
      break;
  }
  return failed_store();
}

std::string line_of(const store::User& user) {
  std::string line = user.id.to_string() + "  " + schema::format_time(user.created_at).substr(0, 19) + "Z  ";
  line += user.disabled ? "disabled  " : "enabled   ";
  line += auth::is_admin(user.roles) ? "admin  " : "user   ";
  line += user.email;
  const auto others = auth::without_scope(user.roles.words, store::admin_role);
  if (!others.empty()) line += "  " + others;
  return line;
}

std::string roles_of(const store::User& user) {
  const auto scope = auth::scope_of(user.roles);
  return scope.empty() ? "none" : scope;
}

std::string description_of(const store::User& user) {
  std::string text = "id:          " + user.id.to_string();
  text += "\nemail:       " + user.email;
  text += "\nstatus:      " + std::string{user.disabled ? "disabled" : "enabled"};
  text += "\nadmin:       " + std::string{auth::is_admin(user.roles) ? "yes" : "no"};
  text += "\nroles:       " + roles_of(user);
  text += "\ncreated:     " + schema::format_time(user.created_at);
  text += "\nupdated:     " + schema::format_time(user.updated_at);
  text += "\nlast login:  " + (user.last_login_at ? schema::format_time(*user.last_login_at) : "never");
  return text;
}

store::Actor by_operator() { return store::Actor{store::ActorKind::the_operator}; }

awaitable<CommandOutcome> add(Accounts& accounts, UserCommand command, crypto::JobOptions job) {
  Secret password{std::move(command.password)};
  auto adding = accounts.create_user(by_operator(), command.email, std::move(password), std::move(job),
                                     command.is_admin);
  const auto user = co_await std::move(adding);
  if (!user) co_return failure_of(accounts, user.error(), command.email);
  co_return done("added " + user->email + ", id " + user->id.to_string());
}

awaitable<CommandOutcome> list(Accounts& accounts, UserCommand command) {
  const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(1, command.limit));
  const auto page = co_await accounts.list_users(command.prefix, command.after, limit);
  if (!page) co_return failure_of(accounts, page.error(), command.email);
  std::string text;
  for (const auto& user : page->users) text += line_of(user) + "\n";
  if (page->next) text += "there are more: gatehouse user list --after " + *page->next + "\n";
  if (text.empty()) text = "no users\n";
  text.pop_back();
  co_return done(std::move(text));
}

awaitable<CommandOutcome> import_rows(Accounts& accounts, UserCommand command) {
  std::vector<auth::ImportedUser> users;
  if (command.rows) {
    for (auto& row : *command.rows) users.push_back(to_imported(std::move(row)));
  }
  const auto outcomes = co_await accounts.import_users(by_operator(), std::move(users));
  if (!outcomes) co_return failure_of(accounts, outcomes.error(), command.email);
  CommandOutcome outcome = done("");
  outcome.added = std::ranges::count(*outcomes, auth::ImportOutcome::added);
  outcome.present = std::ranges::count(*outcomes, auth::ImportOutcome::present);
  auto& bad = outcome.bad_rows.emplace();
  for (std::size_t i = 0; i < outcomes->size(); ++i) {
    if (auto why = message_of((*outcomes)[i])) {
      BadRow row;
      row.index = static_cast<std::int64_t>(i);
      row.why = std::move(*why);
      bad.push_back(std::move(row));
    }
  }
  co_return std::move(outcome);
}

awaitable<CommandOutcome> export_page(Accounts& accounts, UserCommand command) {
  auto page = co_await accounts.list_users("", command.after, store::UserStore::max_page);
  if (!page) co_return failure_of(accounts, page.error(), command.email);
  CommandOutcome outcome = done("");
  auto& rows = outcome.rows.emplace();
  for (const auto& user : page->users) rows.push_back(to_row(user));
  outcome.next = std::move(page->next);
  co_return std::move(outcome);
}

awaitable<CommandOutcome> grant(Accounts& accounts, UserCommand command, store::User user) {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  (command.removes ? removed : added) = std::move(command.roles);
  auto updating = accounts.update_roles(by_operator(), user.id, std::move(added), std::move(removed));
  const auto updated = co_await std::move(updating);
  if (!updated) co_return failure_of(accounts, updated.error(), command.email);
  co_return done("roles of " + updated->email + ": " + roles_of(*updated));
}

awaitable<CommandOutcome> change(Accounts& accounts, UserCommand command, store::User user,
                                 crypto::JobOptions job) {
  if (command.action == "show") co_return done(description_of(user));
  if (command.action == "delete") {
    const auto deleted = co_await accounts.delete_user(by_operator(), user.id);
    if (!deleted) co_return failure_of(accounts, deleted.error(), command.email);
    co_return done("deleted " + user.email);
  }
  if (command.action == "set-password") {
    Secret password{std::move(command.password)};
    const auto changed =
        co_await accounts.set_password(by_operator(), user.id, std::move(password), std::move(job));
    if (!changed) co_return failure_of(accounts, changed.error(), command.email);
    co_return done("changed the password of " + user.email);
  }
  if (command.action == "grant") {
    auto granting = grant(accounts, std::move(command), std::move(user));
    co_return co_await std::move(granting);
  }
  const bool disables = command.action == "disable";
  auto changing =
      disables ? accounts.disable(by_operator(), user.id) : accounts.enable(by_operator(), user.id);
  const auto changed = co_await std::move(changing);
  if (!changed) co_return failure_of(accounts, changed.error(), command.email);
  co_return done((disables ? "disabled " : "enabled ") + user.email);
}

bool is_change(const std::string& action) {
  return action == "show" || action == "delete" || action == "set-password" || action == "disable" ||
         action == "enable" || action == "grant";
}

}  // namespace

awaitable<CommandOutcome> run_user_command(Accounts& accounts, UserCommand command, crypto::JobOptions job) {
  if (command.action == "add") {
    auto adding = add(accounts, std::move(command), std::move(job));
    co_return co_await std::move(adding);
  }
  if (command.action == "list") {
    auto listing = list(accounts, std::move(command));
    co_return co_await std::move(listing);
  }
  if (command.action == "import") {
    auto importing = import_rows(accounts, std::move(command));
    co_return co_await std::move(importing);
  }
  if (command.action == "export") {
    auto exporting = export_page(accounts, std::move(command));
    co_return co_await std::move(exporting);
  }
  if (!is_change(command.action)) co_return failed("this server does not know the command " + command.action);
  auto user = co_await accounts.find_user_by_email(command.email);
  if (!user) co_return failure_of(accounts, user.error(), command.email);
  auto changing = change(accounts, std::move(command), std::move(*user), std::move(job));
  co_return co_await std::move(changing);
}

}  // namespace gatehouse::server
