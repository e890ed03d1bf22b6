#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads on a thread of its own: lists, searches and exports, which would keep an I/O thread
// from its requests.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "gatehouse/base/async.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// One thread with one connection for reading. Work runs in the order in which it was asked for.
class ReaderThread {
 public:
  /// Work that may wait; more fails with `unavailable` at once.
  static constexpr std::size_t queue_limit = 256;

  explicit ReaderThread(Location location) : location_(std::move(location)), thread_([this] { run(); }) {}
  ReaderThread(const ReaderThread&) = delete;
  ReaderThread& operator=(const ReaderThread&) = delete;
  ~ReaderThread() { close(); }

  /// Returns the result of `work`.
  template <class T>
  awaitable<StoreResult<T>> read(std::function<StoreResult<T>(Connection&)> work) {
    auto start = [this, &work](Resume<StoreResult<T>> resume) {
      enqueue(std::make_unique<JobOf<T>>(std::move(work), std::move(resume)));
    };
    co_return co_await suspend<StoreResult<T>>(start);
  }

  /// Runs what is queued, then ends the thread. Blocks until then. Idempotent.
  void close() noexcept;

 private:
  struct Job {
    Job() = default;
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    virtual ~Job() = default;
    /// Does the work and resumes its caller. Null: the database cannot be opened.
    virtual void run(Connection* connection) = 0;
  };

  template <class T>
  struct JobOf final : Job {
    JobOf(std::function<StoreResult<T>(Connection&)> w, Resume<StoreResult<T>> r)
        : work(std::move(w)), resume(std::move(r)) {}
    void run(Connection* connection) override {
      StoreResult<T> found = StoreError::unavailable;
      try {
        if (connection != nullptr) found = work(*connection);
      } catch (const std::exception&) {  // out of memory
      }
      resume(std::move(found));
    }
    std::function<StoreResult<T>(Connection&)> work;
    Resume<StoreResult<T>> resume;
  };

  void enqueue(std::unique_ptr<Job> job);
  void run();

  const Location location_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  bool closing_ = false;
  std::mutex closing_mutex_;
  std::thread thread_;  // last, since it uses the others
};

}  // namespace gatehouse::store::sqlite
