#pragma once
// SPDX-License-Identifier: Apache-2.0
// Answers exceptions of one type for App::on_exception.

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/http/request.h"
#include "gatehouse/http/response.h"
#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/detail/answering.h"
#include "gatehouse/web/detail/function_traits.h"

namespace gatehouse::web::detail {

/// A handler of exceptions without their static type.
struct ExceptionHandler {
  /// Returns the exception if it is of this type or a derived type; otherwise null.
  const void* (*find)(const std::exception_ptr& failure) = nullptr;
  /// Throws a null pointer to the exception type.
  void (*throw_pointer)() = nullptr;
  /// Returns whether the pointer that `other` throws converts to this type, which means that the other type
  /// is derived from it.
  bool (*is_base_of)(void (*other)()) = nullptr;
  std::function<awaitable<>(const void* exception, const http::Request&, http::Response&)> answer;
};

template <class E>
unsigned status_of(const E& exception) {
  if constexpr (std::derived_from<E, HttpError>) {
    return exception.status();
  } else {
    return std::derived_from<E, InvalidInput> ? 422 : 500;
  }
}

template <class E, class F>
awaitable<> answer_with(const F& function, const E& exception, const http::Request& request,
                        http::Response& response) {
  using Result = std::invoke_result_t<const F&, const E&, const http::Request&>;
  using Value = typename Awaited<Result>::type;
  response.clear();
  response.status = status_of(exception);
  if constexpr (Awaited<Result>::is_async) {
    auto running = function(exception, request);
    auto value = co_await std::move(running);
    Answering<Value>::fill(response, value);
  } else {
    auto value = function(exception, request);
    Answering<Value>::fill(response, value);
    co_return;
  }
}

template <class E, class F>
ExceptionHandler make_exception_handler(F function) {
  ExceptionHandler handler;
  handler.find = [](const std::exception_ptr& failure) -> const void* {
    try {
      std::rethrow_exception(failure);
    } catch (const E& exception) {
      return &exception;  // valid as long as `failure`
    } catch (...) {
      return nullptr;
    }
  };
  handler.throw_pointer = [] { throw static_cast<const E*>(nullptr); };
  handler.is_base_of = [](void (*other)()) {
    try {
      other();
    } catch (const E*) {
      return true;
    } catch (...) {
    }
    return false;
  };
  handler.answer = [function = std::move(function)](const void* exception, const http::Request& request,
                                                    http::Response& response) {
    return answer_with<E>(function, *static_cast<const E*>(exception), request, response);
  };
  return handler;
}

}  // namespace gatehouse::web::detail
