// SPDX-License-Identifier: Apache-2.0
#include "auth/periodic_task.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <utility>

namespace gatehouse::auth {
namespace {

using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace

class PeriodicTask::Loop {
 public:
  Loop(boost::asio::io_context& context, std::chrono::milliseconds pause, Work work)
      : timer_(context.get_executor()), pause_(pause), work_(std::move(work)) {}

  static awaitable<> run(std::shared_ptr<Loop> self) {
    for (;;) {
      auto working = self->work_();
      co_await std::move(working);
      boost::system::error_code failed;
      self->timer_.expires_after(self->pause_);
      co_await self->timer_.async_wait(boost::asio::redirect_error(use_awaitable, failed));
      if (failed) co_return;
    }
  }

  void cancel() { timer_.cancel(); }

 private:
  Timer timer_;
  const std::chrono::milliseconds pause_;
  const Work work_;
};

PeriodicTask::PeriodicTask(boost::asio::io_context& context, std::chrono::milliseconds pause, Work work)
    : loop_(std::make_shared<Loop>(context, pause, std::move(work))) {
  boost::asio::co_spawn(context.get_executor(), Loop::run(loop_), boost::asio::detached);
}

PeriodicTask::~PeriodicTask() { loop_->cancel(); }

}  // namespace gatehouse::auth
