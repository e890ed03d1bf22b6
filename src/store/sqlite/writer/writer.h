#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one thread that changes the database: it commits what has queued as one transaction.

#include <atomic>
#include <boost/intrusive/slist.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "store/copies/changes.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/writer/login_notes.h"
#include "store/sqlite/writer/write_operation.h"

namespace gatehouse::store::sqlite {

struct WriterLimits {
  std::size_t queue = 4096;  ///< changes that may wait; more are `unavailable` at once
  std::chrono::milliseconds login_note_delay{5'000};  ///< how long a login's time may wait for company
  std::chrono::microseconds gather_time{
      500};  ///< how long a change may wait for as much company as the last had
};

/// Runs changes. Each has its own savepoint and fails alone; a failed COMMIT fails its whole group; the next
/// group starts afresh, so that the store works again once the disk does.
class Writer {
 public:
  Writer(Connection connection, WriterLimits limits, ChangeFeed& changes, std::shared_ptr<Log> log);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { close(); }

  template <class T>
  using Work = typename WriteOperationOf<T>::Work;

  /// Runs `work` in the next group and answers after its commit.
  template <class T>
  awaitable<StoreResult<T>> submit(Work<T> work) {
    WriteOperationOf<T> operation{std::move(work)};
    auto start = [this, &operation](Resume<StoreResult<T>> resume) {
      operation.set_resume(std::move(resume));
      enqueue(operation);
    };
    co_return co_await suspend<StoreResult<T>>(start);
  }

  /// See Store::update_last_login.
  void note_login(const Uuid& id, TimePoint at) noexcept;

  /// Whether the last group was kept.
  [[nodiscard]] bool is_healthy() const noexcept { return healthy_.load(std::memory_order_relaxed); }

  /// Runs what is queued, then ends the thread. Idempotent.
  void close() noexcept;

 private:
  using Group = std::vector<WriteOperation*>;
  using Queue = boost::intrusive::slist<WriteOperation, boost::intrusive::cache_last<true>>;

  void enqueue(WriteOperation& operation);
  /// Adds to a group what has queued. With the mutex held.
  void take_queue(Group& group);
  void run();
  /// Adds to a group what has come meanwhile; false when it is complete. It waits a moment for as many as the
  /// last had: whoever was answered by that is likely to ask again at once, and one commit for all costs half
  /// of what two do.
  bool gather(Group& group, std::chrono::steady_clock::time_point until);
  void run_group(Group group, const LoginNotes& notes);
  /// Tells the observers what those of `group` that were kept have made old.
  void publish(const Group& group, const std::vector<bool>& kept);
  /// Everything up to and including COMMIT; false when nothing of it is kept.
  bool commit_group(Group& group, std::vector<bool>& kept, const LoginNotes& notes);
  /// What `step` said, undone if that is an error; nothing when it took the whole transaction with it.
  template <class Step>
  std::optional<StoreResult<>> run_in_savepoint(Step&& step);
  StoreResult<> write_notes(const LoginNotes& notes);
  void set_healthy(bool healthy, std::string_view why);

  Connection connection_;
  const WriterLimits limits_;
  ChangeFeed& changes_;
  const std::shared_ptr<Log> log_;
  std::atomic<bool> healthy_{true};

  std::mutex mutex_;
  std::condition_variable wake_;
  Queue queue_;
  LoginNotes notes_;
  std::chrono::steady_clock::time_point notes_due_{};
  bool closing_ = false;

  std::size_t last_group_ = 0;  ///< its size; of the thread alone

  std::mutex closing_mutex_;
  std::thread thread_;
};

}  // namespace gatehouse::store::sqlite
