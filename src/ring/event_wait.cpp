// SPDX-License-Identifier: Apache-2.0
#include "ring/event_wait.h"

#include "gatehouse/base/io_activity.h"

namespace gatehouse::ring {
namespace {

thread_local EventWaiter* own_waiter = nullptr;

}  // namespace

void set_event_waiter(EventWaiter* waiter) noexcept { own_waiter = waiter; }

int wait_for_events(int epoll, epoll_event* events, int most, int timeout) {
  if (own_waiter != nullptr) return own_waiter->wait(epoll, events, most, timeout);
  if (timeout == 0) return ::epoll_wait(epoll, events, most, timeout);
  const IoWait waiting;
  return ::epoll_wait(epoll, events, most, timeout);
}

}  // namespace gatehouse::ring

// Asio's event loop cannot wait for events of other kinds. It waits in a single call of epoll_wait,
// which is redirected here. A program that uses a function above links this file, and with it this copy
// of Asio's sources.
#define epoll_wait ::gatehouse::ring::wait_for_events
#include <boost/asio/impl/src.hpp>
