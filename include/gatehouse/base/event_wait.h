#pragma once
// SPDX-License-Identifier: Apache-2.0
// The place where a thread that runs a context waits for events, for those who wait for more than Asio knows.

#include <sys/epoll.h>

namespace gatehouse {

/// Waits in place of epoll_wait(2).
class EventWaiter {
 public:
  /// As epoll_wait: at most `most` events of `epoll` into `events`, and how many there are; or -1 and errno.
  /// `timeout` in milliseconds, -1 for ever. May return 0 before that.
  virtual int wait(int epoll, epoll_event* events, int most, int timeout) = 0;

 protected:
  ~EventWaiter() = default;
};

/// From here on the contexts that the calling thread runs wait by `waiter`, which must outlive that; null: by
/// epoll_wait again.
void set_event_waiter(EventWaiter* waiter) noexcept;

/// What Asio calls for epoll_wait (asio_impl.cpp).
int wait_for_events(int epoll, epoll_event* events, int most, int timeout);

}  // namespace gatehouse
