// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/reader_thread.h"

#include <optional>

namespace gatehouse::store::sqlite {

void ReaderThread::enqueue(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock{mutex_};
    if (!closing_ && queue_.size() < queue_limit) {
      queue_.push_back(std::move(job));
      wake_.notify_one();
      return;
    }
  }
  job->run(nullptr);
}

void ReaderThread::close() noexcept {
  const std::lock_guard once{closing_mutex_};
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ReaderThread::run() {
  std::optional<Connection> connection;
  for (;;) {
    std::unique_ptr<Job> job;
    {
      std::unique_lock lock{mutex_};
      wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    // It is opened at its first use, as those of Readers are. If that fails, the next job tries again.
    if (!connection) {
      if (auto opened = Connection::open(location_, Access::read)) connection.emplace(std::move(*opened));
    }
    job->run(connection ? &*connection : nullptr);
  }
}

}  // namespace gatehouse::store::sqlite
