// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/password_hasher.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace gatehouse::crypto {
namespace {

/// A hash to be computed, and where its answer goes: `run` or `refuse` is called, once.
class Job {
 public:
  virtual ~Job() = default;
  virtual void run(const PasswordContext& context) = 0;
  virtual void refuse(PasswordError why) = 0;

  TimePoint queued_at;
  std::stop_token abandon;
};

/// A job whose answer is a result<T, PasswordError>.
template <class T>
class JobOf final : public Job {
 public:
  using Answer = result<T, PasswordError>;
  using Work = std::function<Answer(const PasswordContext&)>;

  JobOf(Work work, Resume<Answer> resume) : work_(std::move(work)), resume_(std::move(resume)) {}
  void run(const PasswordContext& context) override { answer(work_(context)); }
  void refuse(PasswordError why) override { answer(why); }

 private:
  void answer(Answer answer) {
    work_ = nullptr;  // wipes the password now, not when the coroutine's thread gets to it
    resume_(std::move(answer));
  }
  Work work_;
  Resume<Answer> resume_;
};

}  // namespace

/// The queue and the threads.
class PasswordHasher::Pool {
 public:
  explicit Pool(PasswordHasherOptions options) : options_(std::move(options)) {
    auto threads = options_.threads;
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }

  ~Pool() { stop(); }

  void submit(std::unique_ptr<Job> job) {
    job->queued_at = options_.clock.now();
    std::unique_lock lock{mutex_};
    if (is_stopping_) {
      lock.unlock();
      return job->refuse(PasswordError::stopped);
    }
    // A longer queue would only make everybody wait for answers that come too late (CWE-770).
    if (queue_.size() >= options_.max_queue) {
      lock.unlock();
      return job->refuse(PasswordError::busy);
    }
    queue_.push_back(std::move(job));
    lock.unlock();
    wake_.notify_one();
  }

  void stop() {
    std::deque<std::unique_ptr<Job>> dropped;
    {
      const std::lock_guard lock{mutex_};
      is_stopping_ = true;
      dropped.swap(queue_);
    }
    wake_.notify_all();
    for (auto& job : dropped) job->refuse(PasswordError::stopped);
    const std::lock_guard joining{joining_};
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

  [[nodiscard]] std::size_t queued() const {
    const std::lock_guard lock{mutex_};
    return queue_.size();
  }

  [[nodiscard]] const PasswordContext& context() const { return options_.context; }

 private:
  void work() {
    // Linux gives each thread a nice value of its own. Without it everything still works, only less politely.
    const auto self = static_cast<id_t>(gettid());
    setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + options_.nice);
    while (auto job = next()) {
      if (job->abandon.stop_requested()) {
        job->refuse(PasswordError::abandoned);
      } else if (options_.clock.now() - job->queued_at > options_.max_wait) {
        job->refuse(PasswordError::busy);
      } else {
        job->run(options_.context);
      }
    }
  }

  /// The next job; nothing once the pool is stopping.
  std::unique_ptr<Job> next() {
    std::unique_lock lock{mutex_};
    wake_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
    if (is_stopping_) return nullptr;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    return job;
  }

  const PasswordHasherOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  bool is_stopping_ = false;
  std::mutex joining_;
  std::vector<std::thread> threads_;
};

PasswordHasher::PasswordHasher(PasswordHasherOptions options)
    : pool_(std::make_unique<Pool>(std::move(options))) {}

PasswordHasher::~PasswordHasher() = default;

awaitable<result<std::string, PasswordError>> PasswordHasher::hash(Secret password, std::stop_token abandon) {
  using Answer = result<std::string, PasswordError>;
  // What is no password is told at once: a sign-up form needs no queue for that.
  if (const auto error = pool_->context().check(password)) {
    Answer refused{*error};
    co_return refused;
  }
  auto start = [this, &password, &abandon](Resume<Answer> resume) {
    auto work = [password = std::move(password)](const PasswordContext& context) {
      return context.hash(password);
    };
    auto job = std::make_unique<JobOf<std::string>>(std::move(work), std::move(resume));
    job->abandon = std::move(abandon);
    pool_->submit(std::move(job));
  };
  auto answer = co_await suspend<Answer>(start);
  co_return answer;
}

awaitable<result<Verdict, PasswordError>> PasswordHasher::verify(Secret password, std::string encoded,
                                                                 PasswordForm form, std::stop_token abandon) {
  using Answer = result<Verdict, PasswordError>;
  auto start = [&, this](Resume<Answer> resume) {
    auto work = [password = std::move(password), encoded = std::move(encoded),
                 form](const PasswordContext& context) { return context.verify(password, encoded, form); };
    auto job = std::make_unique<JobOf<Verdict>>(std::move(work), std::move(resume));
    job->abandon = std::move(abandon);
    pool_->submit(std::move(job));
  };
  auto answer = co_await suspend<Answer>(start);
  co_return answer;
}

awaitable<result<Verdict, PasswordError>> PasswordHasher::verify_dummy(std::stop_token abandon) {
  using Answer = result<Verdict, PasswordError>;
  auto start = [&, this](Resume<Answer> resume) {
    auto work = [](const PasswordContext& context) { return context.verify_dummy(); };
    auto job = std::make_unique<JobOf<Verdict>>(std::move(work), std::move(resume));
    job->abandon = std::move(abandon);
    pool_->submit(std::move(job));
  };
  auto answer = co_await suspend<Answer>(start);
  co_return answer;
}

std::optional<PasswordError> PasswordHasher::check_encoded(std::string_view encoded) const noexcept {
  return pool_->context().check_encoded(encoded);
}

void PasswordHasher::stop() { pool_->stop(); }

std::size_t PasswordHasher::queued() const { return pool_->queued(); }

}  // namespace gatehouse::crypto
