#pragma once
// SPDX-License-Identifier: Apache-2.0
// The completion handler of a coroutine that waits for a socket.

#include <boost/asio/deferred.hpp>
#include <cstddef>

#include "gatehouse/base/async.h"

namespace gatehouse::http {

/// The completion token for socket operations. Unlike `use_awaitable`, it needs no extra coroutine
/// for each operation.
inline constexpr auto use_socket = boost::asio::deferred;
/// The handler that resumes the coroutine. It is called once with the number of bytes, or destroyed uncalled.
using SocketHandler = boost::asio::detail::awaitable_async_op_handler<void(std::size_t), Executor>;

}  // namespace gatehouse::http
