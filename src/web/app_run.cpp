// SPDX-License-Identifier: Apache-2.0
// Runs an App as a program, with hooks, a server and a log on standard error.

#include <boost/asio/io_context.hpp>
#include <exception>
#include <string>
#include <utility>

#include "gatehouse/http/server.h"
#include "web/app_impl.h"
#include "web/run_to_end.h"

namespace gatehouse::web {
namespace {

constexpr int exit_hook_failed = 1;
constexpr int exit_cannot_start = 2;

/// Runs hooks to their end. Returns the message of an exception, or an empty text.
std::string run_hooks(boost::asio::io_context& context, awaitable<> hooks) {
  try {
    detail::run_to_end(context, std::move(hooks));
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an exception of an unknown type";
  }
  return {};
}

}  // namespace

awaitable<> App::run_start_hooks() {
  for (const auto& hook : impl_->start_hooks) {
    auto running = hook();
    co_await std::move(running);
  }
}

awaitable<> App::run_stop_hooks() {
  std::exception_ptr failure;
  for (auto i = impl_->stop_hooks.size(); i > 0; --i) {
    try {
      auto running = impl_->stop_hooks[i - 1]();
      co_await std::move(running);
    } catch (...) {
      if (!failure) failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
}

int App::run(const RunOptions& options) {
  const auto log = make_stderr_log();
  if (const auto started = start(); !started) {
    log->write(LogLevel::error, started.error());
    return exit_cannot_start;
  }
  http::ServerOptions server_options;
  server_options.listen = {options.listen};
  server_options.threads = options.threads;
  server_options.log = log;
  http::Server server{std::move(server_options), *this};
  auto& context = *server.contexts().front();
  if (const auto failure = run_hooks(context, run_start_hooks()); !failure.empty()) {
    log->write(LogLevel::error, "a start hook failed: " + failure);
    return exit_cannot_start;
  }
  int status = 0;
  if (const auto listening = server.listen(); !listening) {
    log->write(LogLevel::error, listening.error());
    status = exit_cannot_start;
  } else {
    for (const auto& address : server.addresses()) {
      log->write(LogLevel::info, "serving http://" + address + ", docs at http://" + address + "/docs");
    }
    server.run();
  }
  if (const auto failure = run_hooks(context, run_stop_hooks()); !failure.empty()) {
    log->write(LogLevel::error, "a stop hook failed: " + failure);
    if (status == 0) status = exit_hook_failed;
  }
  // The contexts of the server must still exist here, because threads of a state may hold coroutines of them.
  impl_->shared.states.clear();
  return status;
}

}  // namespace gatehouse::web
