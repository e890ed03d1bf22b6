#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one thread that changes the database. It commits all queued changes in one transaction.

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
#include "store/changes.h"
#include "store/sealer.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/writer/login_notes.h"
#include "store/sqlite/writer/write_operation.h"
#include "store/write_counts.h"

namespace gatehouse::store::sqlite {

struct WriterLimits {
  std::size_t queue = 4096;  ///< changes that may wait; further ones fail with `unavailable` at once
  std::chrono::milliseconds login_note_delay{5'000};  ///< how long a login's time may wait for other changes
  std::chrono::microseconds gather_time{500};  ///< longest wait until a group is as large as the previous one
};

/// Runs changes. Each has its own savepoint, so one that fails does not affect the others. When COMMIT fails,
/// its whole group fails. The next group starts anew, so the store works again as soon as the disk does.
class Writer {
 public:
  /// The sealer and the counts may be null; see `StoreOptions`.
  Writer(Connection connection, WriterLimits limits, ChangeFeed& changes,
         std::shared_ptr<const Sealer> sealer, std::shared_ptr<Log> log,
         std::shared_ptr<WriteCounts> counts = nullptr);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { close(); }

  template <class T>
  using Work = typename WriteOperationOf<T>::Work;

  /// Runs `work` in the next group and returns its result after the commit.
  template <class T>
  awaitable<StoreResult<T>> submit(Work<T> work) {
    WriteOperationOf<T> operation{std::move(work)};
    auto start = [this, &operation](Resume<StoreResult<T>> resume) {
      operation.set_resume(std::move(resume));
      enqueue(operation);
    };
    co_return co_await suspend<StoreResult<T>>(start);
  }

  /// See UserStore::note_login.
  void note_login(const Uuid& id, TimePoint at) noexcept;

  /// Returns whether the last group was committed and none of its changes failed because of the database.
  [[nodiscard]] bool is_healthy() const noexcept { return healthy_.load(std::memory_order_relaxed); }

  /// Runs what is queued, then ends the thread. Blocks until then. Idempotent.
  void close() noexcept;

 private:
  using Group = std::vector<WriteOperation*>;
  using Queue = boost::intrusive::slist<WriteOperation, boost::intrusive::cache_last<true>>;

  void enqueue(WriteOperation& operation);
  /// Moves the queue into a group. The mutex must be held.
  void take_queue(Group& group);
  void run();
  /// Adds changes to the group that were queued in the meantime. Returns false when the group is complete.
  /// Waits a moment until the group is as large as the previous one: callers that were just answered often
  /// ask again at once, and one commit for all of them costs half as much as two.
  bool gather(Group& group, std::chrono::steady_clock::time_point until);
  void run_group(Group group, const LoginNotes& notes);
  /// Publishes what the changes of `group` that were kept make outdated.
  void publish(const Group& group, const std::vector<bool>& kept);
  /// Runs everything up to and including COMMIT. Returns false when none of it was kept.
  bool commit_group(Group& group, std::vector<bool>& kept, const LoginNotes& notes);
  /// Returns the result of `step`, which is undone if it is an error. Returns nullopt when the whole
  /// transaction was rolled back.
  template <class Step>
  std::optional<StoreResult<>> run_in_savepoint(Step&& step);
  StoreResult<> write_notes(const LoginNotes& notes);
  /// Seals the entries of the audit record that the group has added.
  StoreResult<> seal();
  /// Runs COMMIT and measures it.
  bool commit(std::size_t group_size);
  void set_healthy(bool healthy, std::string_view why);

  Connection connection_;
  const WriterLimits limits_;
  ChangeFeed& changes_;
  const std::shared_ptr<const Sealer> sealer_;
  const std::shared_ptr<Log> log_;
  const std::shared_ptr<WriteCounts> counts_;
  std::atomic<bool> healthy_{true};

  std::mutex mutex_;
  std::condition_variable wake_;
  Queue queue_;
  LoginNotes notes_;
  std::chrono::steady_clock::time_point notes_due_{};
  bool closing_ = false;

  std::size_t last_group_ = 0;  ///< its size; used by the writer's thread only

  std::mutex closing_mutex_;
  std::thread thread_;
};

}  // namespace gatehouse::store::sqlite
