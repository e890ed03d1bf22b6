// SPDX-License-Identifier: Apache-2.0
#include "auth/session_cleaner.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <cstdint>
#include <utility>

namespace gatehouse::auth {
namespace {

using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace

awaitable<std::size_t> delete_expired_sessions(store::SessionStore& store, std::size_t batch) {
  std::size_t count = 0;
  for (;;) {
    const auto deleted = co_await store.delete_expired_sessions(batch);
    if (!deleted) co_return count;
    count += *deleted;
    if (*deleted < batch) co_return count;
  }
}

class SessionCleaner::Task {
 public:
  Task(boost::asio::io_context& context, store::SessionStore& store, CleanerOptions options)
      : timer_(context.get_executor()), store_(store), options_(std::move(options)) {}

  static awaitable<> run(std::shared_ptr<Task> self) {
    for (;;) {
      auto cleaning = delete_expired_sessions(self->store_, self->options_.batch);
      const auto count = co_await std::move(cleaning);
      if (count > 0 && self->options_.log) {
        self->options_.log->write(LogLevel::debug, "forgot sessions that are over",
                                  {{"count", static_cast<std::int64_t>(count)}});
      }
      boost::system::error_code failed;
      self->timer_.expires_after(self->options_.interval);
      co_await self->timer_.async_wait(boost::asio::redirect_error(use_awaitable, failed));
      if (failed) co_return;
    }
  }

  void cancel() { timer_.cancel(); }

 private:
  Timer timer_;
  store::SessionStore& store_;
  CleanerOptions options_;
};

SessionCleaner::SessionCleaner(boost::asio::io_context& context, store::SessionStore& store,
                               CleanerOptions options)
    : task_(std::make_shared<Task>(context, store, std::move(options))) {
  boost::asio::co_spawn(context.get_executor(), Task::run(task_), boost::asio::detached);
}

SessionCleaner::~SessionCleaner() { task_->cancel(); }

}  // namespace gatehouse::auth
