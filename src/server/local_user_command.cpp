// SPDX-License-Identifier: Apache-2.0
#include "server/local_user_command.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <utility>

#include "server/account_stack.h"
#include "server/control_socket.h"

namespace gatehouse::server {
namespace {

UserOutcome run_here(AccountStack& stack, UserCommand command) {
  boost::asio::io_context context{1};
  UserOutcome outcome;
  const auto accounts = stack.accounts();
  auto finished = [&](const std::exception_ptr& failure, UserOutcome made) {
    if (failure) std::rethrow_exception(failure);
    outcome = std::move(made);
  };
  boost::asio::co_spawn(context, run_user_command(*accounts, std::move(command)), finished);
  context.run();
  stack.close();
  return outcome;
}

}  // namespace

UserOutcome run_anywhere(const Settings& settings, const UserCommand& command,
                         const std::shared_ptr<Log>& log) {
  auto sent = send_to_server(settings.server.data, command);
  if (!sent) return {false, sent.error().text};
  if (*sent) return **sent;
  auto stack = AccountStack::open(settings, 1, log);
  if (stack) return run_here(**stack, command);
  // A server may have started in between: it has the lock, and a socket soon.
  sent = send_to_server(settings.server.data, command);
  if (sent && *sent) return **sent;
  return {false, stack.error().text};
}

}  // namespace gatehouse::server
