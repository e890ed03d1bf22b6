#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs work periodically on the thread of an io_context.

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "gatehouse/base/async.h"

namespace gatehouse::auth {

/// Runs its work at once and then repeatedly, with a pause between the end of one run and the start of the
/// next. Destroy it when the context no longer runs.
///
///     const PeriodicTask cleaning{context, std::chrono::minutes{1}, [&] { return clean(store); }};
class PeriodicTask {
 public:
  using Work = std::function<awaitable<>()>;

  /// The context must outlive this, and so must everything that `work` refers to.
  PeriodicTask(boost::asio::io_context& context, std::chrono::milliseconds pause, Work work);
  ~PeriodicTask();
  PeriodicTask(const PeriodicTask&) = delete;
  PeriodicTask& operator=(const PeriodicTask&) = delete;

 private:
  class Loop;
  std::shared_ptr<Loop> loop_;
};

}  // namespace gatehouse::auth
