#pragma once
// SPDX-License-Identifier: Apache-2.0
// A coroutine run to its end by whoever has nothing else to do: at start and stop, and in tests.

#include <boost/asio/io_context.hpp>

#include "gatehouse/base/async.h"

namespace gatehouse::web::detail {

/// Runs `task`, and what else is ready meanwhile; throws what it throws. Nobody else runs the context.
void run_to_end(boost::asio::io_context& context, awaitable<> task);

}  // namespace gatehouse::web::detail
