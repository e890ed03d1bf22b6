// SPDX-License-Identifier: Apache-2.0
#include "server/local_user_command.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "gatehouse/schema/utf8.h"
#include "server/control_socket.h"
#include "server/log_text.h"

namespace gatehouse::server {
namespace {

constexpr std::size_t max_sent_email = 1024;

UserOutcome failed(std::string text) {
  UserOutcome outcome;
  outcome.text = std::move(text);
  return outcome;
}

bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto length = schema::utf8_sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace

UserCommandRunner::~UserCommandRunner() {
  if (stack_) stack_->close();
}

UserOutcome UserCommandRunner::run(const UserCommand& command) {
  // On the way to a running server JSON would make other text of it, and another password.
  if (!is_text(command.email) || !is_text(command.password) || !is_text(command.prefix) ||
      !is_text(command.after)) {
    return failed("e-mail addresses and passwords are text in UTF-8");
  }
  // No server reads a command of any length; and no address is that long (RFC 5321 4.5.3.1).
  if (command.email.size() > max_sent_email)
    return failed(in_quotes(command.email) + " is not an e-mail address");
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

UserOutcome UserCommandRunner::run_here(const UserCommand& command) {
  UserOutcome outcome;
  const auto accounts = stack_->accounts();
  auto finished = [&](const std::exception_ptr& failure, UserOutcome made) {
    if (failure) std::rethrow_exception(failure);
    outcome = std::move(made);
  };
  context_.restart();
  boost::asio::co_spawn(context_, run_user_command(*accounts, command), finished);
  context_.run();
  return outcome;
}

UserOutcome run_anywhere(const Settings& settings, const UserCommand& command,
                         const std::shared_ptr<Log>& log) {
  return UserCommandRunner{settings, log}.run(command);
}

}  // namespace gatehouse::server
