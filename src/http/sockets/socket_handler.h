#pragma once
// SPDX-License-Identifier: Apache-2.0
// By what a coroutine goes on that waits for a socket.

#include <boost/asio/deferred.hpp>
#include <cstddef>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// Awaiting an operation with this, not with `use_awaitable`, spares a coroutine for the awaiting.
inline constexpr auto use_socket = boost::asio::deferred;
/// What Asio then makes of the awaiting coroutine; called once, with the number of bytes, or destroyed.
using SocketHandler = boost::asio::detail::awaitable_async_op_handler<void(std::size_t), Executor>;

}  // namespace gatehouse::http
