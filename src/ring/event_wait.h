#pragma once
// SPDX-License-Identifier: Apache-2.0
// A hook in Asio's event loop that replaces its call of epoll_wait(2).

#include <sys/epoll.h>

namespace gatehouse::ring {

/// Waits in place of epoll_wait(2).
class EventWaiter {
 public:
  /// Stores at most `most` events of `epoll` in `events` and returns their number, or -1 with errno set.
  /// `timeout` is in milliseconds; -1 means no limit. May return 0 earlier.
  virtual int wait(int epoll, epoll_event* events, int most, int timeout) = 0;

 protected:
  ~EventWaiter() = default;
};

/// Makes the io_contexts that the calling thread runs wait with `waiter`, which must outlive its use. Null
/// restores the use of epoll_wait.
void set_event_waiter(EventWaiter* waiter) noexcept;

/// Asio calls this function in place of epoll_wait. A thread that blocks here counts as
/// waiting in `io_activity()`.
int wait_for_events(int epoll, epoll_event* events, int most, int timeout);

}  // namespace gatehouse::ring
