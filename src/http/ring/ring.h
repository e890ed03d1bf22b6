#pragma once
// SPDX-License-Identifier: Apache-2.0
// A thread's io_uring(7): what its connections send and wait for goes to the kernel in one system call.

#include <liburing.h>

#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/event_wait.h"
#include "gatehouse/base/result.h"

namespace gatehouse::http {

/// While it is the waiter of a thread, that thread hands the kernel, when it has nothing left to do, all that
/// its connections have asked for meanwhile, and waits for the first of it and for the events of Asio's
/// epoll: one call for a round of requests, where epoll takes two for each and one more.
///
/// Made, used and drained on one thread.
class Ring final : public EventWaiter {
  using Hook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

 public:
  /// Something asked of the kernel. Used again once it has completed.
  class Operation : public Hook {
   public:
    Operation() = default;
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    /// Waits for the kernel, should it not be done: nothing of the owner's memory may be written to later.
    virtual ~Operation();

    /// Whether the kernel has it, or will.
    [[nodiscard]] bool is_under_way() const noexcept { return ring_ != nullptr; }

   private:
    friend class Ring;
    /// `result`: as the system call's, or -errno. May destroy the operation.
    virtual void complete(int result) = 0;
    /// Instead of that, when the thread ends.
    virtual void abandon() noexcept = 0;

    Ring* ring_ = nullptr;
    int result_ = 0;
  };

  /// The error says why there can be none: the kernel is older than Linux 6.1, or does not let this process.
  static result<std::unique_ptr<Ring>, std::string> make();
  ~Ring();
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  /// Reads what there is, waiting for the first byte. The memory is the kernel's until the operation
  /// completes.
  void receive(int fd, char* data, std::size_t size, Operation& operation);
  /// Sends, as the thread next waits, what the socket takes at once. Completes only if that is not all of it:
  /// with what it took, or -EAGAIN. The memory is the kernel's until then, or until an operation begun later
  /// completes.
  void send(int fd, std::string_view data, Operation& operation);
  /// Has it complete with -ECANCELED, if it has not completed yet. Nothing if it is not under way.
  void cancel(Operation& operation);
  /// Ends everything that is under way, and abandons it.
  void drain();

  int wait(int epoll, epoll_event* events, int most, int timeout) override;

 private:
  using Operations = boost::intrusive::list<Operation, boost::intrusive::base_hook<Hook>,
                                            boost::intrusive::constant_time_size<false>>;

  /// That Asio's epoll has events.
  class EpollReady final : public Operation {
   public:
    bool is_ready = false;

   private:
    void complete(int /*result*/) override { is_ready = true; }
    void abandon() noexcept override {}
  };

  explicit Ring(const io_uring& ring) noexcept : ring_(ring) {}
  /// A free place for a request to the kernel.
  io_uring_sqe& place();
  void start(io_uring_sqe& sqe, Operation& operation, Operations& among);
  /// Hands over what has been asked for, and waits for a completion: for `timeout` milliseconds at most, for
  /// ever if that is negative, not at all if it is 0. Ends the program where the kernel takes that for a
  /// mistake.
  void enter(int timeout) noexcept;
  /// Takes note of what has completed.
  void reap() noexcept;
  void note_done(Operation& operation) noexcept;
  /// Completes what has been noted up to now.
  void complete_all();
  /// Does not return before the operation has completed.
  void finish(Operation& operation);

  io_uring ring_;
  Operations under_way_;
  Operations sending_;
  Operations completed_;
  EpollReady epoll_ready_;
  int epoll_ = -1;
};

}  // namespace gatehouse::http
