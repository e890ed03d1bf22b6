// SPDX-License-Identifier: Apache-2.0

#include "ring/io_uring.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>

#include "gatehouse/base/io_activity.h"

namespace gatehouse::ring {
namespace {

constexpr unsigned request_places = 512;
constexpr unsigned completion_places = 4096;  // the kernel keeps further completions in the meantime

// A new ring may get the memory of another thread's former ring. ThreadSanitizer does not see how liburing
// frees and allocates it; this variable shows it the order.
std::atomic<unsigned> rings_ended = 0;

}  // namespace

result<std::unique_ptr<http::Ring>, std::string> IoUring::make() {
  io_uring_params params{};
  // Only one thread uses the ring. Completions are processed when that thread asks for them, so that they
  // do not interrupt it.
  params.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG |
                 IORING_SETUP_CQSIZE | IORING_SETUP_SUBMIT_ALL;
  params.cq_entries = completion_places;
  io_uring ring{};
  if (const int error = ::io_uring_queue_init_params(request_places, &ring, &params); error < 0) {
    if (error == -EINVAL)
      return std::string{"it takes Linux 6.1 or newer"};  // the first that knows all of the flags
    return std::system_category().message(-error);
  }
  static_cast<void>(rings_ended.load(std::memory_order_acquire));
  ::io_uring_ring_dontfork(&ring);
  // Limits the kernel threads that perform operations which have to block.
  std::array<unsigned, 2> most_workers{1, 1};
  ::io_uring_register_iowq_max_workers(&ring, most_workers.data());
  ::io_uring_register_ring_fd(&ring);  // saves a look-up per call; optional
  return std::unique_ptr<http::Ring>{new IoUring{ring}};
}

IoUring::IoUring(const io_uring& ring) noexcept : ring_(ring) { set_event_waiter(this); }

IoUring::~IoUring() {
  set_event_waiter(nullptr);
  drain();
  rings_ended.fetch_add(1, std::memory_order_release);
  ::io_uring_queue_exit(&ring_);
}

io_uring_sqe& IoUring::place() {
  auto* sqe = ::io_uring_get_sqe(&ring_);
  while (sqe == nullptr) {
    enter_or_throw(0);
    reap();
    sqe = ::io_uring_get_sqe(&ring_);
  }
  return *sqe;
}

void IoUring::start(io_uring_sqe& sqe, Operation& operation, Operations& among) {
  ::io_uring_sqe_set_data(&sqe, &operation);
  operation.ring = this;
  among.push_back(operation);
}

void IoUring::receive(int fd, char* data, std::size_t size, Operation& operation) {
  auto& sqe = place();
  ::io_uring_prep_recv(&sqe, fd, data, size, 0);
  sqe.ioprio |= IORING_RECVSEND_POLL_FIRST;  // the next request has rarely arrived already
  start(sqe, operation, under_way_);
}

void IoUring::send(int fd, std::string_view data, Operation& operation) {
  auto& sqe = place();
  // A successful send posts no completion, so that it does not end the wait for further requests. With
  // MSG_WAITALL a partial send is a failure, which does post a completion; with MSG_DONTWAIT the send
  // finishes during submission.
  ::io_uring_prep_send(&sqe, fd, data.data(), data.size(), MSG_WAITALL | MSG_DONTWAIT | MSG_NOSIGNAL);
  sqe.flags |= IOSQE_CQE_SKIP_SUCCESS;
  start(sqe, operation, sending_);
}

void IoUring::cancel(Operation& operation) noexcept {
  if (!operation.is_under_way()) return;
  io_uring_sqe* sqe = nullptr;
  try {
    sqe = &place();
  } catch (const http::RingFailure&) {
    return;  // the next wait fails as well, and ends the worker
  }
  ::io_uring_prep_cancel(sqe, &operation, 0);
  ::io_uring_sqe_set_data(sqe, nullptr);
  sqe->flags |= IOSQE_CQE_SKIP_SUCCESS;
}

int IoUring::enter(int timeout) noexcept {
  const bool has_work = ::io_uring_sq_ready(&ring_) != 0 || ::io_uring_cq_has_overflow(&ring_) ||
                        (IO_URING_READ_ONCE(*ring_.sq.kflags) & IORING_SQ_TASKRUN) != 0;
  if (timeout == 0 && !has_work) return 0;
  int error = 0;
  if (timeout == 0) {
    error = ::io_uring_submit_and_get_events(&ring_);
  } else if (timeout < 0) {
    const IoWait waiting;
    error = ::io_uring_submit_and_wait(&ring_, 1);
  } else {
    const IoWait waiting;
    __kernel_timespec time{timeout / 1000, timeout % 1000 * 1'000'000L};
    io_uring_cqe* first = nullptr;
    error = ::io_uring_submit_and_wait_timeout(&ring_, &first, 1, &time, nullptr);
  }
  // The call was interrupted, timed out, was short of memory, or has too many uncollected completions. The
  // next call continues.
  constexpr std::array passing{EINTR, ETIME, EAGAIN, ENOMEM, EBUSY, EBADR};
  if (error >= 0 || std::find(passing.begin(), passing.end(), -error) != passing.end()) return 0;
  return -error;
}

void IoUring::enter_or_throw(int timeout) {
  if (const int error = enter(timeout); error != 0) {
    throw http::RingFailure{error, std::system_category(), "io_uring_enter"};
  }
}

void IoUring::reap() noexcept {
  unsigned head = 0;
  unsigned count = 0;
  io_uring_cqe* cqe = nullptr;
  io_uring_for_each_cqe(&ring_, head, cqe) {
    ++count;
    auto* const operation = static_cast<Operation*>(::io_uring_cqe_get_data(cqe));
    if (operation == nullptr) continue;  // a cancellation
    operation->returned = cqe->res;
    note_done(*operation);
    completed_.push_back(*operation);
  }
  ::io_uring_cq_advance(&ring_, count);
  if (::io_uring_sq_ready(&ring_) != 0 || ::io_uring_cq_has_overflow(&ring_)) return;  // there may be more
  while (!sending_.empty()) note_done(sending_.front());
}

void IoUring::note_done(Operation& operation) noexcept {
  operation.ring = nullptr;
  operation.unlink();
}

void IoUring::finish(Operation& operation) noexcept {
  cancel(operation);
  while (operation.is_under_way()) {
    // A ring that the kernel rejects completes nothing more: its closing cancels what is left.
    if (enter(-1) != 0) return note_done(operation);
    reap();
  }
}

void IoUring::drain() noexcept {
  while (!sending_.empty()) finish(sending_.front());
  while (!under_way_.empty()) finish(under_way_.front());
  while (!completed_.empty()) {
    auto& operation = completed_.front();
    completed_.pop_front();
    operation.abandon();
  }
}

void IoUring::complete_all() {
  // Operations that complete meanwhile wait for the next round, so that Asio's events have their turn.
  Operations now;
  now.swap(completed_);
  try {
    while (!now.empty()) {
      auto& operation = now.front();
      now.pop_front();
      operation.complete(operation.returned);
    }
  } catch (...) {
    completed_.splice(completed_.begin(), now);
    throw;
  }
}

int IoUring::wait(int epoll, epoll_event* events, int most, int timeout) {
  if (epoll_ < 0) epoll_ = epoll;
  if (epoll != epoll_) return ::epoll_wait(epoll, events, most, timeout);
  // It may have completed without being told so yet: `place` collects completions when the queue is full.
  const bool is_pending = epoll_ready_.is_linked();
  if (!is_pending && !epoll_ready_.is_ready) {
    auto& sqe = place();
    ::io_uring_prep_poll_add(&sqe, epoll_, POLLIN);
    start(sqe, epoll_ready_, under_way_);
  }
  const bool may_wait = completed_.empty() && !epoll_ready_.is_ready;
  enter_or_throw(may_wait ? timeout : 0);
  reap();
  complete_all();
  if (!epoll_ready_.is_ready) return 0;
  epoll_ready_.is_ready = false;
  return ::epoll_wait(epoll_, events, most, 0);
}

}  // namespace gatehouse::ring
