#pragma once
// SPDX-License-Identifier: Apache-2.0
// The task that forgets sessions of which no token is good any more.

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>

#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "store/session_store.h"

namespace gatehouse::auth {

/// How the task works.
struct CleanerOptions {
  std::chrono::milliseconds interval = std::chrono::minutes{1};
  std::size_t batch = 500;     ///< sessions at a time: other changes get their turn between two batches
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
};

/// Forgets everything that there is to forget, in batches; how many sessions. A store that can't serve ends
/// it: the next time will do.
[[nodiscard]] awaitable<std::size_t> delete_expired_sessions(store::SessionStore& store, std::size_t batch);

/// Does so on a context's thread, now and then. Destroy it when the context no longer runs.
class SessionCleaner {
 public:
  /// Context and store outlive this.
  SessionCleaner(boost::asio::io_context& context, store::SessionStore& store, CleanerOptions options = {});
  ~SessionCleaner();
  SessionCleaner(const SessionCleaner&) = delete;
  SessionCleaner& operator=(const SessionCleaner&) = delete;

 private:
  class Task;
  std::shared_ptr<Task> task_;
};

}  // namespace gatehouse::auth
