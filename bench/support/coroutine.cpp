// SPDX-License-Identifier: Apache-2.0
#include "support/coroutine.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>

namespace gatehouse::bench {

void run_together(std::size_t count, const std::function<awaitable<>()>& make) {
  boost::asio::io_context context{1};
  std::exception_ptr failure;
  for (std::size_t i = 0; i < count; ++i) {
    boost::asio::co_spawn(context, make(), [&failure](const std::exception_ptr& thrown) {
      if (thrown) failure = thrown;
    });
  }
  context.run();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gatehouse::bench
