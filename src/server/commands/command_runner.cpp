// SPDX-License-Identifier: Apache-2.0
#include "server/commands/command_runner.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/scope.h"
#include "gatehouse/schema/utf8.h"
#include "server/commands/control_socket.h"
#include "server/log_text.h"
#include "store/folder_exposure.h"

namespace gatehouse::server {
namespace {

// Longer texts are not sent: the server limits the length of a command, and no valid value is as long
// (RFC 5321 4.5.3.1).
constexpr std::size_t max_sent = 1024;

bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto length = schema::utf8_sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

/// Returns why a command must not be sent, or nullopt.
std::optional<std::string> find_fault(const UserCommand& command) {
  // JSON would turn such bytes into other text, and so into another password.
  if (!is_text(command.email) || !is_text(command.password) || !is_text(command.prefix) ||
      !is_text(command.after)) {
    return "e-mail addresses and passwords must be text in UTF-8";
  }
  if (command.email.size() > max_sent) return in_quotes(command.email) + " is not an e-mail address";
  std::size_t size = 0;
  for (const auto& role : command.roles) {
    if (!is_text(role)) return "roles must be words of ASCII characters";
    size += role.size();
  }
  if (size > max_sent)
    return "all of a user's roles have at most " + std::to_string(auth::max_scope) + " bytes";
  return std::nullopt;
}

std::optional<std::string> find_fault(const ClientCommand& command) {
  for (const auto& text : {command.id.value_or(""), command.name, command.scope, command.after}) {
    if (!is_text(text)) return "ids, names and scopes must be text in UTF-8";
    if (text.size() > max_sent) return in_quotes(text) + " is too long";
  }
  return std::nullopt;
}

std::optional<std::string> find_fault(const KeysCommand& command) {
  if (!is_text(command.kid)) return "a key's name must be text in UTF-8";
  if (command.kid.size() > max_sent) return in_quotes(command.kid) + " is too long";
  return std::nullopt;
}

std::optional<std::string> find_fault(const TokenCommand& command) {
  if (!is_text(command.token)) return "a token must be text in ASCII";
  return std::nullopt;
}

std::optional<std::string> find_fault(const BackupCommand& command) {
  if (!is_text(command.file)) return "the name of a backup's file must be text in UTF-8";
  return std::nullopt;
}

std::optional<std::string> find_fault(const AuditCommand& command) {
  for (const auto& text : {command.user.value_or(""), command.what.value_or(""), command.head.value_or("")}) {
    if (!is_text(text)) return "addresses, actions and heads must be text in UTF-8";
    if (text.size() > max_sent) return in_quotes(text) + " is too long";
  }
  return std::nullopt;
}

std::optional<std::string> find_fault(const Command& command) {
  if (command.user) return find_fault(*command.user);
  if (command.client) return find_fault(*command.client);
  if (command.token) return find_fault(*command.token);
  if (command.backup) return find_fault(*command.backup);
  if (command.audit) return find_fault(*command.audit);
  return find_fault(command.keys.value());
}

}  // namespace

CommandRunner::~CommandRunner() {
  tokens_.reset();
  if (stack_) stack_->close();
}

CommandOutcome CommandRunner::run(const Command& command) {
  if (const auto fault = find_fault(command)) return failed(*fault);
  // This check comes before anything is sent: in an exposed folder the socket could belong to another user,
  // who would get a password (CWE-732).
  if (auto exposure = store::find_exposure(settings_.server.data)) return failed(std::move(*exposure));
  if (stack_) return run_here(command);
  auto sent = send_to_server(settings_.server.data, command);
  if (!sent) return failed(sent.error().text);
  if (*sent) return std::move(**sent);
  auto outcome = command.backup ? back_up_here(settings_, *command.backup) : open_and_run(command);
  if (outcome.is_done || stack_) return outcome;
  // A server may have started in the meantime. It then has the lock and soon a socket.
  sent = send_to_server(settings_.server.data, command);
  if (sent && *sent) return std::move(**sent);
  return outcome;
}

CommandOutcome CommandRunner::open_and_run(const Command& command) {
  auto stack = AccountServices::open(settings_, 1, log_);
  if (!stack) return failed(stack.error().text);
  stack_ = std::move(*stack);
  return run_here(command);
}

awaitable<CommandOutcome> CommandRunner::open_tokens() {
  if (!secrets_->secrets) {
    std::string text;
    for (const auto& problem : secrets_->problems) text += (text.empty() ? "" : "; ") + problem;
    co_return failed(text);
  }
  if (stack_->keys()->has_key_pairs()) {
    const auto read = co_await stack_->keys()->read();
    if (!read) co_return failed_store();
  }
  auto opening = TokenServices::open(*stack_, *secrets_->secrets, settings_, 1, log_);
  auto opened = co_await std::move(opening);
  if (!opened) co_return failed(opened.error().text);
  tokens_ = std::move(*opened);
  co_return done("");
}

awaitable<CommandOutcome> CommandRunner::run_on_store(Command command) {
  if (!secrets_) {
    secrets_ = find_secrets(settings_.server.data);
    // Without the secret, what this writes is sealed by the next server.
    const auto& found = secrets_->secrets;
    if (found && !found->server.empty()) stack_->sealer().set_key(found->server, found->previous_server);
  }
  if (command.token && !tokens_) {
    auto opening = open_tokens();
    auto opened = co_await std::move(opening);
    if (!opened.is_done) co_return opened;
  }
  const CommandTargets targets{*stack_->accounts(),
                               *stack_->clients(),
                               *stack_->keys(),
                               secrets_->list,
                               tokens_ ? &tokens_->inspector() : nullptr,
                               settings_.tokens,
                               stack_->store()};
  auto running = run_command(targets, std::move(command), {});
  co_return co_await std::move(running);
}

CommandOutcome CommandRunner::run_here(const Command& command) {
  CommandOutcome outcome;
  auto finished = [&](const std::exception_ptr& failure, CommandOutcome made) {
    if (failure) std::rethrow_exception(failure);
    outcome = std::move(made);
  };
  context_.restart();
  boost::asio::co_spawn(context_, run_on_store(command), finished);
  context_.run();
  return outcome;
}

CommandOutcome run_anywhere(const Settings& settings, const Command& command,
                            const std::shared_ptr<Log>& log) {
  return CommandRunner{settings, log}.run(command);
}

}  // namespace gatehouse::server
