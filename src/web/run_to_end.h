#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs a coroutine to its end on the calling thread, for start and stop hooks and for tests.

#include <boost/asio/io_context.hpp>

#include "gatehouse/base/async.h"

namespace gatehouse::web::detail {

/// Runs `task` and other ready work of the context. Throws the exception of `task`. No other thread may
/// run the context.
void run_to_end(boost::asio::io_context& context, awaitable<> task);

}  // namespace gatehouse::web::detail
