// SPDX-License-Identifier: Apache-2.0
#include "web/middleware/pipeline.h"

#include <algorithm>

#include "gatehouse/web/detail/run_operation.h"

namespace gatehouse::web {

awaitable<> Next::operator()() const { return chain_->run_inside(number_, *request_, *response_); }

namespace detail {

void Pipeline::add(ExceptionHandler handler) {
  const auto base = std::ranges::find_if(
      handlers_, [&](const ExceptionHandler& known) { return known.is_base_of(handler.throw_pointer); });
  if (base != handlers_.end() && handler.is_base_of(base->throw_pointer)) {
    *base = std::move(handler);
  } else {
    handlers_.insert(base, std::move(handler));
  }
}

awaitable<> Pipeline::run(const http::Request& request, http::Response& response) const {
  std::exception_ptr failure;
  try {
    auto running = run_inside(middleware_.size(), request, response);
    co_await std::move(running);
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) answer_exception(response, failure);  // an error thrown by a middleware
}

awaitable<> Pipeline::run_inside(std::size_t number, const http::Request& request,
                                 http::Response& response) const {
  if (number == 0) return answer(innermost_, request, response);
  return middleware_[number - 1](request, response, Next{*this, number - 1, request, response});
}

awaitable<> Pipeline::answer(const Innermost& innermost, const http::Request& request,
                             http::Response& response) const {
  std::exception_ptr failure;
  try {
    auto running = innermost.answer(request, response);
    co_await std::move(running);
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  if (const auto* handler = find_handler(failure)) {
    auto answering = handler->answer(handler->find(failure), request, response);
    co_await std::move(answering);
  } else {
    answer_exception(response, failure);
  }
}

const ExceptionHandler* Pipeline::find_handler(const std::exception_ptr& failure) const {
  if (!by_status_.empty()) {
    try {
      std::rethrow_exception(failure);
    } catch (const HttpError& error) {
      if (const auto found = by_status_.find(error.status()); found != by_status_.end())
        return &found->second;
    } catch (...) {
      // Not an HttpError: handlers by type apply.
    }
  }
  const auto found = std::ranges::find_if(
      handlers_, [&](const ExceptionHandler& known) { return known.find(failure) != nullptr; });
  return found == handlers_.end() ? nullptr : &*found;
}

}  // namespace detail
}  // namespace gatehouse::web
