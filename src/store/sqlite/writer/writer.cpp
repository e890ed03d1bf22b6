// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/writer/writer.h"

#include <exception>
#include <string>

#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/audit_statements.h"
#include "store/sqlite/statements/user_statements.h"

namespace gatehouse::store::sqlite {
namespace {

bool run_to_end(Connection& connection, Sql sql) { return Query{connection, sql}.step() == SQLITE_DONE; }

}  // namespace

Writer::Writer(Connection connection, WriterLimits limits, ChangeFeed& changes,
               std::shared_ptr<const Sealer> sealer, std::shared_ptr<Log> log,
               std::shared_ptr<WriteCounts> counts)
    : connection_(std::move(connection)),
      limits_(limits),
      changes_(changes),
      sealer_(std::move(sealer)),
      log_(std::move(log)),
      counts_(std::move(counts)) {
  thread_ = std::thread{[this] { run(); }};
}

void Writer::enqueue(WriteOperation& operation) {
  {
    const std::lock_guard lock{mutex_};
    if (!closing_ && queue_.size() < limits_.queue) {
      queue_.push_back(operation);
      wake_.notify_one();
      return;
    }
  }
  ResumeGroup refused;
  operation.fail(refused, StoreError::unavailable);
  refused.post();
}

void Writer::note_login(const Uuid& id, TimePoint at) noexcept {
  try {
    const std::lock_guard lock{mutex_};
    if (closing_) return;
    if (notes_.empty()) notes_due_ = std::chrono::steady_clock::now() + limits_.login_note_delay;
    notes_.add(id, at);
    wake_.notify_one();
  } catch (const std::exception&) {  // Out of memory: the note is lost, but the login must succeed.
  }
}

void Writer::close() noexcept {
  const std::lock_guard once{closing_mutex_};
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Writer::run() {
  for (;;) {
    Group group;
    LoginNotes notes;
    {
      std::unique_lock lock{mutex_};
      while (queue_.empty() && !closing_) {
        if (notes_.empty()) {
          wake_.wait(lock);
        } else if (wake_.wait_until(lock, notes_due_) == std::cv_status::timeout) {
          break;
        }
      }
      if (queue_.empty() && notes_.empty() && closing_) return;
      take_queue(group);
      notes = std::exchange(notes_, {});
    }
    run_group(std::move(group), notes);
  }
}

bool Writer::gather(Group& group, std::chrono::steady_clock::time_point until) {
  std::unique_lock lock{mutex_};
  const auto is_enough = [&] { return closing_ || !queue_.empty() || group.size() >= last_group_; };
  wake_.wait_until(lock, until, is_enough);
  if (queue_.empty() || std::chrono::steady_clock::now() >= until) return false;
  take_queue(group);
  return true;
}

void Writer::take_queue(Group& group) {
  for (; !queue_.empty(); queue_.pop_front()) group.push_back(&queue_.front());
}

void Writer::run_group(Group group, const LoginNotes& notes) {
  std::vector<bool> kept;
  kept.reserve(group.size());
  ResumeGroup answers;
  if (!commit_group(group, kept, notes)) {
    for (auto* operation : group) operation->fail(answers, StoreError::unavailable);
    answers.post();
    const std::lock_guard lock{mutex_};
    if (closing_ || notes.empty()) return;
    notes_.merge(notes);
    notes_due_ = std::chrono::steady_clock::now() + limits_.login_note_delay;
    return;
  }
  // This precedes the answers: a caller that is told of a change must not find the old record in a cache.
  publish(group, kept);
  for (auto* operation : group) operation->answer(answers);
  answers.post();
}

void Writer::publish(const Group& group, const std::vector<bool>& kept) {
  Changes changed;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!kept[i]) continue;
    const auto& [users, sessions, keys] = group[i]->changes();
    changed.users.insert(changed.users.end(), users.begin(), users.end());
    changed.sessions.insert(changed.sessions.end(), sessions.begin(), sessions.end());
    changed.keys = changed.keys || keys;
  }
  changes_.publish(changed);
}

bool Writer::commit_group(Group& group, std::vector<bool>& kept, const LoginNotes& notes) {
  const auto give_up = [this] {
    const auto why = connection_.error_text();
    if (!connection_.is_idle()) connection_.execute("ROLLBACK");
    set_healthy(false, why);
    return false;
  };
  if (!run_to_end(connection_, "BEGIN IMMEDIATE")) return give_up();
  bool any = !notes.empty();
  bool sick = false;
  const auto until = std::chrono::steady_clock::now() + limits_.gather_time;
  do {
    while (kept.size() < group.size()) {
      auto* operation = group[kept.size()];
      const auto done = run_in_savepoint([&] { return operation->run(connection_); });
      if (!done) return give_up();
      kept.push_back(done->has_value());
      any = any || *done;
      sick = sick || *done == StoreError::unavailable || *done == StoreError::damaged;
    }
  } while (gather(group, until));
  last_group_ = group.size();
  if (!notes.empty() && !run_in_savepoint([&] { return write_notes(notes); })) return give_up();
  // A seal that could not be written is made up for by the next group's.
  if (any && !run_in_savepoint([&] { return seal(); })) return give_up();
  if (!(any ? commit(group.size()) : run_to_end(connection_, "ROLLBACK"))) return give_up();
  set_healthy(!sick, "a change failed");
  return true;
}

bool Writer::commit(std::size_t group_size) {
  const auto begun = std::chrono::steady_clock::now();
  if (!run_to_end(connection_, "COMMIT")) return false;
  if (!counts_) return true;
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  counts_->commit_microseconds.add(0, static_cast<std::uint64_t>(took.count()));
  counts_->group_size.add(0, group_size);
  return true;
}

template <class Step>
std::optional<StoreResult<>> Writer::run_in_savepoint(Step&& step) {
  if (!run_to_end(connection_, "SAVEPOINT operation")) return std::nullopt;
  StoreResult<> done = StoreError::unavailable;
  try {
    done = step();
  } catch (const std::exception&) {  // Out of memory: the change is undone and fails.
  }
  // A full disk or an I/O error may end the transaction, including the group's earlier changes. The savepoint
  // is gone then too, and the next two statements fail.
  if (!done && !run_to_end(connection_, "ROLLBACK TO operation")) return std::nullopt;
  if (!run_to_end(connection_, "RELEASE operation")) return std::nullopt;
  return done;
}

StoreResult<> Writer::write_notes(const LoginNotes& notes) {
  for (const auto& [id, at] : notes) {
    if (auto done = update_last_login(connection_, id, at); !done) return done;
  }
  return {};
}

StoreResult<> Writer::seal() {
  if (!sealer_ || !sealer_->can_seal()) return {};
  return seal_entries(connection_, *sealer_);
}

void Writer::set_healthy(bool healthy, std::string_view why) {
  // Logs only when the state changes, so that log lines do not fill up a disk that is already full.
  if (healthy_.exchange(healthy, std::memory_order_relaxed) == healthy) return;
  if (healthy) {
    log_->write(LogLevel::info, "the database accepts changes again");
  } else {
    log_->write(LogLevel::error, "the database accepts no changes", {{"cause", why}});
  }
}

}  // namespace gatehouse::store::sqlite
