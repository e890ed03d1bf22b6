// SPDX-License-Identifier: Apache-2.0

#include "http/ring/ring.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "gatehouse/base/io_activity.h"
#include "gatehouse/base/log_writer.h"

namespace gatehouse::http {
namespace {

constexpr unsigned request_places = 512;
constexpr unsigned completion_places = 4096;  // more at once are kept by the kernel meanwhile

// A ring's memory may have been that of another thread's ring. liburing gives it back and gets it anew unseen
// by ThreadSanitizer, which is told of the order by this.
std::atomic<unsigned> rings_ended = 0;

}  // namespace

Ring::Operation::~Operation() {
  if (is_under_way()) ring_->finish(*this);
}

result<std::unique_ptr<Ring>, std::string> Ring::make() {
  io_uring_params params{};
  // One thread alone; completions wait until that thread asks for them, so that none interrupts it.
  params.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG |
                 IORING_SETUP_CQSIZE | IORING_SETUP_SUBMIT_ALL;
  params.cq_entries = completion_places;
  io_uring ring{};
  if (const int error = ::io_uring_queue_init_params(request_places, &ring, &params); error < 0) {
    if (error == -EINVAL) return std::string{"it takes Linux 6.1 or newer"};  // which knows all of the flags
    return std::system_category().message(-error);
  }
  static_cast<void>(rings_ended.load(std::memory_order_acquire));
  ::io_uring_ring_dontfork(&ring);
  // What cannot be done without waiting in the kernel is not for threads without number.
  std::array<unsigned, 2> most_workers{1, 1};
  ::io_uring_register_iowq_max_workers(&ring, most_workers.data());
  ::io_uring_register_ring_fd(&ring);  // saves a look-up a call; works without
  return std::unique_ptr<Ring>{new Ring{ring}};
}

Ring::~Ring() {
  drain();
  rings_ended.fetch_add(1, std::memory_order_release);
  ::io_uring_queue_exit(&ring_);
}

io_uring_sqe& Ring::place() {
  auto* sqe = ::io_uring_get_sqe(&ring_);
  while (sqe == nullptr) {
    enter(0);
    reap();
    sqe = ::io_uring_get_sqe(&ring_);
  }
  return *sqe;
}

void Ring::start(io_uring_sqe& sqe, Operation& operation, Operations& among) {
  ::io_uring_sqe_set_data(&sqe, &operation);
  operation.ring_ = this;
  among.push_back(operation);
}

void Ring::receive(int fd, char* data, std::size_t size, Operation& operation) {
  auto& sqe = place();
  ::io_uring_prep_recv(&sqe, fd, data, size, 0);
  sqe.ioprio |= IORING_RECVSEND_POLL_FIRST;  // a client answers an answer, not before it
  start(sqe, operation, under_way_);
}

void Ring::send(int fd, std::string_view data, Operation& operation) {
  auto& sqe = place();
  // Success is not told, lest the wait for what clients send next end with it. Waiting for all counts less
  // than that as a failure, and not waiting has the send over and done with as it is handed over.
  ::io_uring_prep_send(&sqe, fd, data.data(), data.size(), MSG_WAITALL | MSG_DONTWAIT | MSG_NOSIGNAL);
  sqe.flags |= IOSQE_CQE_SKIP_SUCCESS;
  start(sqe, operation, sending_);
}

void Ring::cancel(Operation& operation) {
  if (!operation.is_under_way()) return;
  auto& sqe = place();
  ::io_uring_prep_cancel(&sqe, &operation, 0);
  ::io_uring_sqe_set_data(&sqe, nullptr);
  sqe.flags |= IOSQE_CQE_SKIP_SUCCESS;
}

void Ring::enter(int timeout) noexcept {
  const bool has_work = ::io_uring_sq_ready(&ring_) != 0 || ::io_uring_cq_has_overflow(&ring_) ||
                        (IO_URING_READ_ONCE(*ring_.sq.kflags) & IORING_SQ_TASKRUN) != 0;
  if (timeout == 0 && !has_work) return;
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
  // Interrupted, out of time or memory, or too much uncollected: what is left is for the next call.
  constexpr std::array passing{EINTR, ETIME, EAGAIN, ENOMEM, EBUSY, EBADR};
  if (error >= 0 || std::find(passing.begin(), passing.end(), -error) != passing.end()) return;
  write_last_words("io_uring_enter: " + std::system_category().message(-error) + "\n");
  std::abort();
}

void Ring::reap() noexcept {
  unsigned head = 0;
  unsigned count = 0;
  io_uring_cqe* cqe = nullptr;
  io_uring_for_each_cqe(&ring_, head, cqe) {
    ++count;
    auto* const operation = static_cast<Operation*>(::io_uring_cqe_get_data(cqe));
    if (operation == nullptr) continue;  // a cancellation
    operation->result_ = cqe->res;
    note_done(*operation);
    completed_.push_back(*operation);
  }
  ::io_uring_cq_advance(&ring_, count);
  if (::io_uring_sq_ready(&ring_) != 0 || ::io_uring_cq_has_overflow(&ring_)) return;  // there may be more
  while (!sending_.empty()) note_done(sending_.front());
}

void Ring::note_done(Operation& operation) noexcept {
  operation.ring_ = nullptr;
  operation.unlink();
}

void Ring::finish(Operation& operation) {
  cancel(operation);
  while (operation.is_under_way()) {
    enter(-1);
    reap();
  }
}

void Ring::drain() {
  while (!sending_.empty()) finish(sending_.front());
  while (!under_way_.empty()) finish(under_way_.front());
  while (!completed_.empty()) {
    auto& operation = completed_.front();
    completed_.pop_front();
    operation.abandon();
  }
}

void Ring::complete_all() {
  // Not what completes meanwhile: Asio's events are to have their turn.
  Operations now;
  now.swap(completed_);
  try {
    while (!now.empty()) {
      auto& operation = now.front();
      now.pop_front();
      operation.complete(operation.result_);
    }
  } catch (...) {
    completed_.splice(completed_.begin(), now);
    throw;
  }
}

int Ring::wait(int epoll, epoll_event* events, int most, int timeout) {
  if (epoll_ < 0) epoll_ = epoll;
  if (epoll != epoll_) return ::epoll_wait(epoll, events, most, timeout);
  if (!epoll_ready_.is_under_way() && !epoll_ready_.is_ready) {
    auto& sqe = place();
    ::io_uring_prep_poll_add(&sqe, epoll_, POLLIN);
    start(sqe, epoll_ready_, under_way_);
  }
  const bool may_wait = completed_.empty() && !epoll_ready_.is_ready;
  enter(may_wait ? timeout : 0);
  reap();
  complete_all();
  if (!epoll_ready_.is_ready) return 0;
  epoll_ready_.is_ready = false;
  return ::epoll_wait(epoll_, events, most, 0);
}

}  // namespace gatehouse::http
