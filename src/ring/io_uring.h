#pragma once
// SPDX-License-Identifier: Apache-2.0
// A worker's io_uring(7): its connections' operations reach the kernel in one system call per round.

#include <liburing.h>

#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/http/ring.h"
#include "ring/event_wait.h"

namespace gatehouse::ring {

/// Waits for the operations of a worker's connections and for the events of Asio's epoll at once. When the
/// worker has nothing left to do, one system call submits all operations that were started meanwhile and
/// waits for the first completion; epoll needs two calls for each operation and one to wait.
///
/// While it exists, the thread that created it waits with it.
class IoUring final : public http::Ring, public EventWaiter {
 public:
  /// Creates the ring of the calling thread. Fails with a text that says why: the kernel is older than Linux
  /// 6.1, or forbids io_uring to this process.
  static result<std::unique_ptr<http::Ring>, std::string> make();
  /// Cancels and abandons all running operations.
  ~IoUring() override;
  IoUring(const IoUring&) = delete;
  IoUring& operator=(const IoUring&) = delete;

  void receive(int fd, char* data, std::size_t size, Operation& operation) override;
  void send(int fd, std::string_view data, Operation& operation) override;
  void cancel(Operation& operation) noexcept override;
  void finish(Operation& operation) noexcept override;

  int wait(int epoll, epoll_event* events, int most, int timeout) override;

 private:
  using Operations = boost::intrusive::list<Operation, boost::intrusive::constant_time_size<false>>;

  /// Completes when Asio's epoll has events.
  class EpollReady final : public Operation {
   public:
    bool is_ready = false;

   private:
    void complete(int /*result*/) override { is_ready = true; }
    void abandon() noexcept override {}
  };

  explicit IoUring(const io_uring& ring) noexcept;
  /// Returns a free submission entry. Throws http::RingFailure.
  io_uring_sqe& place();
  void start(io_uring_sqe& sqe, Operation& operation, Operations& among);
  /// Submits what has been started, and waits for a completion: at most `timeout` milliseconds, without limit
  /// if it is negative, and not at all if it is 0. Returns 0, or an errno if the kernel rejects the call.
  [[nodiscard]] int enter(int timeout) noexcept;
  /// Same as above, but throws http::RingFailure for an error.
  void enter_or_throw(int timeout);
  /// Collects the completions.
  void reap() noexcept;
  void note_done(Operation& operation) noexcept;
  /// Calls `complete` of the operations that have been collected up to now.
  void complete_all();
  void drain() noexcept;

  io_uring ring_;
  Operations under_way_;
  Operations sending_;
  Operations completed_;
  EpollReady epoll_ready_;
  int epoll_ = -1;
};

}  // namespace gatehouse::ring
