// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/log_writer.h"

#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace gatehouse {
namespace {

using std::chrono::milliseconds;

// How often a thread that waits for a reader checks whether it should still wait.
constexpr milliseconds poll_time{50};
// The pause after a failed write, for example to a full disk, before the next attempt.
constexpr milliseconds failure_pause{1000};

void sleep_for(milliseconds time) noexcept {
  const timespec rest{time.count() / 1000, static_cast<long>(time.count() % 1000) * 1'000'000};
  ::nanosleep(&rest, nullptr);
}

// Writes `text` to `descriptor` and returns the number of bytes written. If the descriptor is not ready
// within `wait`, tries again as long as `goes_on()` returns true. Another process may have set O_NONBLOCK on
// the descriptor, because the flag belongs to the shared open file description.
template <class GoesOn>
std::size_t write_waiting(int descriptor, std::string_view text, milliseconds wait, GoesOn goes_on) noexcept {
  std::size_t done = 0;
  while (done < text.size()) {
    pollfd ready{descriptor, POLLOUT, 0};
    if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) {
      if (!goes_on()) break;
      continue;
    }
    // A pipe that is ready has room for PIPE_BUF bytes (pipe(7)), so this write does not block.
    const auto part = text.substr(done, PIPE_BUF);
    const auto written = ::write(descriptor, part.data(), part.size());
    if (written >= 0) {
      done += static_cast<std::size_t>(written);
    } else if (errno == EAGAIN) {
      if (!goes_on()) break;
      sleep_for(milliseconds{1});
    } else if (errno != EINTR) {
      break;
    }
  }
  return done;
}

}  // namespace

class LogWriter::Buffer {
 public:
  Buffer(int descriptor, MakeNotice make_notice)
      : descriptor_(descriptor), make_notice_(std::move(make_notice)) {}

  void write(std::string_view line) noexcept {
    const std::lock_guard lock{mutex_};
    switch (mode_) {
      case Mode::direct:
        write_waiting(descriptor_, line, poll_time, [] { return true; });
        break;
      case Mode::buffered:
      case Mode::ending:
        put(line);
        break;
      case Mode::ended:
        write_waiting(descriptor_, line, milliseconds{0}, [] { return false; });
        break;
    }
  }

  void begin() {
    const std::lock_guard lock{mutex_};
    ring_ = std::make_unique_for_overwrite<char[]>(max_waiting);
    mode_ = Mode::buffered;
  }

  void begin_failed() noexcept {
    const std::lock_guard lock{mutex_};
    mode_ = Mode::direct;
  }

  /// Returns whether the thread has finished. If not, it is blocked in a write and ends after it.
  bool end() noexcept {
    std::unique_lock lock{mutex_};
    if (mode_ == Mode::buffered) {
      mode_ = Mode::ending;
      changed_.notify_all();
      const auto is_finished = [this] { return is_finished_; };
      if (!finished_.wait_for(lock, end_wait, is_finished)) {
        is_abandoned_ = true;
        changed_.notify_all();
        finished_.wait_for(lock, 3 * poll_time, is_finished);
      }
    }
    mode_ = Mode::ended;
    return is_finished_;
  }

  /// The main function of the thread.
  void run() noexcept {
    std::unique_lock lock{mutex_};
    while (!is_abandoned_) {
      if (chunk_.empty()) take_chunk();
      if (!chunk_.empty()) {
        if (!write_chunk(lock) && mode_ == Mode::ending) break;
      } else if (mode_ == Mode::ending) {
        break;
      } else {
        is_idle_ = true;
        changed_.wait(lock);
      }
    }
    is_idle_ = true;
    is_finished_ = true;
    finished_.notify_all();
  }

  [[nodiscard]] bool is_idle() const noexcept { return is_idle_; }

  [[nodiscard]] std::uint64_t all_dropped() const noexcept {
    return all_dropped_.load(std::memory_order_relaxed);
  }

 private:
  enum class Mode { direct, buffered, ending, ended };

  void put(std::string_view line) noexcept {
    if (dropped_ != 0 || line.size() > max_waiting - size_) {
      ++dropped_;
      all_dropped_.store(all_dropped() + 1, std::memory_order_relaxed);
      return;
    }
    const auto end = (begin_ + size_) % max_waiting;
    const auto first = line.substr(0, max_waiting - end);
    std::copy(first.begin(), first.end(), &ring_[end]);
    std::copy(line.begin() + static_cast<std::ptrdiff_t>(first.size()), line.end(), &ring_[0]);
    size_ += line.size();
    // Wakes the thread only if it is idle, because that costs a system call.
    if (is_idle_.exchange(false)) changed_.notify_all();
  }

  // Moves the next text to write into chunk_: whole lines if they fit, or, once the buffer is empty, the
  // notice of how many lines were dropped.
  void take_chunk() noexcept {
    auto length = std::min(size_, room_.size());
    for (std::size_t i = 0; i < length; ++i) room_[i] = ring_[(begin_ + i) % max_waiting];
    const std::string_view taken{room_.data(), length};
    if (const auto last = taken.rfind('\n'); last != std::string_view::npos) length = last + 1;
    begin_ = (begin_ + length) % max_waiting;
    size_ -= length;
    chunk_ = taken.substr(0, length);
    if (!chunk_.empty() || dropped_ == 0) return;
    try {
      notice_ = make_notice_(dropped_);
      chunk_ = notice_;
      dropped_ = 0;
      // Out of memory: further lines are dropped too, and the next attempt reports all of them.
    } catch (...) {
    }
  }

  // Writes as much of chunk_ as possible and keeps the rest, because a full disk may have room later.
  bool write_chunk(std::unique_lock<std::mutex>& lock) noexcept {
    lock.unlock();
    const auto written = write_waiting(descriptor_, chunk_, poll_time, [this] { return !is_abandoned_; });
    lock.lock();
    chunk_.remove_prefix(written);
    if (chunk_.empty()) return true;
    if (mode_ == Mode::buffered)
      changed_.wait_for(lock, failure_pause, [this] { return mode_ != Mode::buffered; });
    return false;
  }

  const int descriptor_;
  const MakeNotice make_notice_;
  std::mutex mutex_;
  std::condition_variable changed_;   // notified for the thread
  std::condition_variable finished_;  // notified for end()
  Mode mode_ = Mode::direct;
  bool is_finished_ = false;
  std::atomic<bool> is_abandoned_ = false;
  std::atomic<bool> is_idle_ = true;
  std::unique_ptr<char[]> ring_;  // holds max_waiting bytes, of which size_ bytes from begin_ on are used
  std::size_t begin_ = 0;
  std::size_t size_ = 0;
  std::uint64_t dropped_ = 0;  // since the last notice
  std::atomic<std::uint64_t> all_dropped_ = 0;
  // Used by the thread only.
  std::array<char, PIPE_BUF> room_{};
  std::string notice_;
  std::string_view chunk_;  // the part of room_ or notice_ that is not written yet
};

LogWriter::LogWriter(int descriptor, MakeNotice make_notice)
    : buffer_(std::make_shared<Buffer>(descriptor, std::move(make_notice))) {}

LogWriter::~LogWriter() { end(); }

void LogWriter::write(std::string_view line) noexcept { buffer_->write(line); }

void LogWriter::begin() {
  buffer_->begin();
  // Blocks all signals in the new thread, so that the other threads of the program receive them.
  sigset_t all{};
  sigset_t before{};
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    thread_ = std::thread{[buffer = buffer_] { buffer->run(); }};
  } catch (...) {
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    buffer_->begin_failed();
    throw;
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void LogWriter::end() noexcept {
  const bool is_finished = buffer_->end();
  if (!thread_.joinable()) return;
  if (is_finished) {
    thread_.join();
  } else {
    thread_.detach();
  }
}

std::uint64_t LogWriter::dropped() const noexcept { return buffer_->all_dropped(); }

void LogWriter::wait_until_written(milliseconds longest) const noexcept {
  for (auto left = longest; !buffer_->is_idle() && left.count() > 0; --left) sleep_for(milliseconds{1});
}

void write_last_words(std::string_view text) noexcept {
  auto left = milliseconds{1000};
  write_waiting(STDERR_FILENO, text, poll_time, [&left] {
    left -= poll_time;
    return left.count() > 0;
  });
}

}  // namespace gatehouse
