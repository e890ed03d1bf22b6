// SPDX-License-Identifier: Apache-2.0
#include "server/command_runner.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/scope.h"
#include "gatehouse/schema/utf8.h"
#include "server/control_socket.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

// No server reads a command of any length; and nothing that is sent so is that long (RFC 5321 4.5.3.1).
constexpr std::size_t max_sent = 1024;

bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto length = schema::utf8_sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

/// What keeps a command from being sent, if anything does.
std::optional<std::string> find_fault(const UserCommand& command) {
  // On the way to a running server JSON would make other text of it, and another password.
  if (!is_text(command.email) || !is_text(command.password) || !is_text(command.prefix) ||
      !is_text(command.after)) {
    return "e-mail addresses and passwords are text in UTF-8";
  }
  if (command.email.size() > max_sent) return in_quotes(command.email) + " is not an e-mail address";
  std::size_t size = 0;
  for (const auto& role : command.roles) {
    if (!is_text(role)) return "roles are words of ASCII characters";
    size += role.size();
  }
  if (size > max_sent)
    return "all of a user's roles have at most " + std::to_string(auth::max_scope) + " bytes";
  return std::nullopt;
}

std::optional<std::string> find_fault(const ClientCommand& command) {
  for (const auto& text : {command.id.value_or(""), command.name, command.scope, command.after}) {
    if (!is_text(text)) return "ids, names and scopes are text in UTF-8";
    if (text.size() > max_sent) return in_quotes(text) + " is too long";
  }
  return std::nullopt;
}

std::optional<std::string> find_fault(const KeysCommand& command) {
  if (!is_text(command.kid)) return "a key's name is text in UTF-8";
  if (command.kid.size() > max_sent) return in_quotes(command.kid) + " is too long";
  return std::nullopt;
}

std::optional<std::string> find_fault(const Command& command) {
  if (command.user) return find_fault(*command.user);
  if (command.client) return find_fault(*command.client);
  return find_fault(command.keys.value());
}

}  // namespace

CommandRunner::~CommandRunner() {
  if (stack_) stack_->close();
}

CommandOutcome CommandRunner::run(const Command& command) {
  if (const auto fault = find_fault(command)) return failed(*fault);
  if (stack_) return run_here(command);
  auto sent = send_to_server(settings_.server.data, command);
  if (!sent) return failed(sent.error().text);
  if (*sent) return std::move(**sent);
  auto stack = AccountStack::open(settings_, 1, log_);
  if (stack) {
    stack_ = std::move(*stack);
    return run_here(command);
  }
  // A server may have started in between: it has the lock, and a socket soon.
  sent = send_to_server(settings_.server.data, command);
  if (sent && *sent) return std::move(**sent);
  return failed(stack.error().text);
}

CommandOutcome CommandRunner::run_here(const Command& command) {
  CommandOutcome outcome;
  const CommandTargets targets{*stack_->accounts(), *stack_->clients(), *stack_->keys()};
  auto finished = [&](const std::exception_ptr& failure, CommandOutcome made) {
    if (failure) std::rethrow_exception(failure);
    outcome = std::move(made);
  };
  context_.restart();
  boost::asio::co_spawn(context_, run_command(targets, command), finished);
  context_.run();
  return outcome;
}

CommandOutcome run_anywhere(const Settings& settings, const Command& command,
                            const std::shared_ptr<Log>& log) {
  return CommandRunner{settings, log}.run(command);
}

}  // namespace gatehouse::server
