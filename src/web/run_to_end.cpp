// SPDX-License-Identifier: Apache-2.0
#include "web/run_to_end.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>

namespace gatehouse::web::detail {

void run_to_end(boost::asio::io_context& context, awaitable<> task) {
  std::exception_ptr failure;
  bool is_done = false;
  context.restart();
  boost::asio::co_spawn(context, std::move(task), [&](const std::exception_ptr& thrown) {
    failure = thrown;
    is_done = true;
  });
  while (!is_done && context.run_one() > 0) {
  }
  context.poll();
  context.restart();  // the context is stopped when it has no work, and a later run would return at once
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gatehouse::web::detail
