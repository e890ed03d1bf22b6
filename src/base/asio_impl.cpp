// SPDX-License-Identifier: Apache-2.0
// Boost.Asio's code, compiled once for all layers (BOOST_ASIO_SEPARATE_COMPILATION).

#include "gatehouse/base/event_wait.h"

// Asio's loop has no place for another's events. Its one call of epoll_wait is where it waits, so that call
// is made ours; without a waiter it is epoll_wait again.
#define epoll_wait ::gatehouse::wait_for_events
#include <boost/asio/impl/src.hpp>
