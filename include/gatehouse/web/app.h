#pragma once
// SPDX-License-Identifier: Apache-2.0
// The application: operations, states, and the server around them.

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/http/server.h"
#include "gatehouse/web/detail/describe_operation.h"
#include "gatehouse/web/detail/exception_handler.h"
#include "gatehouse/web/detail/surround.h"
#include "gatehouse/web/middleware/middleware.h"
#include "gatehouse/web/operation.h"
#include "gatehouse/web/registrar.h"
#include "gatehouse/web/route_path.h"
#include "gatehouse/web/router.h"

namespace gatehouse::web {

/// How an app is served by `run`.
struct RunOptions {
  std::string listen = "127.0.0.1:8000";  ///< HOST:PORT; port 0: the system picks one
  unsigned threads = 0;                   ///< 0: one a processor
};

/// An application. Register operations and states, then `run` it, or hand it to an http::Server.
///
///     web::App app{{.title = "JWT authentication"}};
///     app.post<create_user>("/signup", {.summary = "Create new user"});
///     return app.state(Users{}).run({.listen = "127.0.0.1:8000"});
///
/// It serves `/openapi.json`, `/docs` and `/redoc` beside them. Not thread-safe until it serves; then fixed.
class App : public http::Handler, public Registrar<App, RoutePath> {
 public:
  /// An app without operations.
  explicit App(ApiInfo info = {});
  ~App() override;
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Takes over the operations that a router has by now.
  template <auto... Guards>
  App& include(const Router<Guards...>& router) {
    for (const auto& route : router.list().routes()) add_route(route);
    return *this;
  }

  /// Runs dependencies before each operation of this app, whenever that was or is registered, and before
  /// those that routers and operations name themselves: FastAPI's `FastAPI(dependencies=[...])`. What several
  /// of them share runs once a request. The documentation's own paths stay open.
  ///
  ///     app.guard<verify_key>();
  template <auto... Guards>
  App& guard() {
    keep_guarding(detail::make_guarding<Guards...>());
    return *this;
  }

  /// Adds a middleware: outside of those added before, as with FastAPI. Without any, a request pays for none.
  App& use(Middleware middleware);

  /// Answers exceptions of type E, and of types derived from it that have no handler of their own, with what
  /// `function(exception, request)` returns: a body or any other answer a handler may return, or an awaitable
  /// of it. Its status is the exception's own if that is an HttpError, 422 for InvalidInput, else 500, unless
  /// the answer names one. Those for HttpError and InvalidInput take the place of the library's answers; 404
  /// and 405 for unknown paths and methods are HttpErrors too.
  ///
  ///     app.on_exception<OutOfStock>([](const OutOfStock& error, const Request&) {
  ///       return Answer<409, Refusal>{Refusal{error.what()}};
  ///     });
  template <class E, class F>
  App& on_exception(F function) {
    check_exception_handler<E, F>();
    keep_handler(detail::make_exception_handler<E>(std::move(function)));
    return *this;
  }
  /// The same for the HttpErrors of one status; before those by type.
  template <class F>
  App& on_status(unsigned status, F function) {
    check_exception_handler<HttpError, F>();
    keep_handler(status, detail::make_exception_handler<HttpError>(std::move(function)));
    return *this;
  }

  /// Limits all bodies that are held whole, those of requests to unknown paths too: over it 413. An
  /// operation's own limit (OperationOptions::max_body) goes before; the server's limit (Limits::body_bytes)
  /// is kept in any case.
  App& max_body(std::uint64_t most);

  /// A coroutine that runs when an app starts or stops.
  using Hook = std::function<awaitable<>()>;
  /// Runs before the app serves, on the thread that then serves too: `run` and TestClient do it, in the order
  /// of registration. What one throws stops the start.
  ///
  ///     app.on_start([&]() -> awaitable<> { co_await cache.fill(); });
  App& on_start(Hook hook);
  /// Runs when the app serves no more, the last registered first, also where another has thrown; not after a
  /// start that a hook has stopped.
  App& on_stop(Hook hook);
  /// For whoever serves the app himself. Throws what a hook threw; of stop hooks, the first, once all have
  /// run.
  awaitable<> run_start_hooks();
  /// Throws the first that one of them threw, after the last has run.
  awaitable<> run_stop_hooks();

  /// Keeps the one T that `State<T>` parameters get.
  template <class T>
  App& state(T value) {
    static_assert(std::move_constructible<T>,
                  "gatehouse: this state can't be moved into the app: have it made in place, "
                  "app.state<T>(arguments...), or share one, app.share(std::make_shared<T>(arguments...))");
    if constexpr (std::move_constructible<T>) share<T>(std::make_shared<T>(std::move(value)));
    return *this;
  }
  /// Makes the T in place, for those that can't be moved: `app.state<Users>()`.
  template <class T, class... Arguments>
  App& state(Arguments&&... arguments) {
    return share<T>(std::make_shared<T>(std::forward<Arguments>(arguments)...));
  }
  /// Shares a T that others hold too.
  template <class T>
  App& share(std::shared_ptr<T> value) {
    keep_state(detail::state_index<T>(), std::move(value));
    return *this;
  }

  /// Replaces a dependency, for tests: `replacement(request)` gives its value instead.
  template <auto Dependency>
  App& override(detail::Override<typename detail::DependencyTraits<Dependency>::Value> replacement) {
    using Held = detail::Override<typename detail::DependencyTraits<Dependency>::Value>;
    keep_override(&detail::dependency_key<Dependency>, std::make_shared<Held>(std::move(replacement)));
    return *this;
  }

  /// Serves until SIGTERM or SIGINT; says on standard error where, or why not.
  /// The program's exit status: 0, 2 when it can't start, or 1 when a stop hook failed.
  [[nodiscard]] int run(const RunOptions& options = {});

  /// Makes the app ready to handle requests; `run` does it. The error says what is missing, in one line:
  /// a state that no one gave, two operations of one method and path, a path parameter that its path lacks.
  [[nodiscard]] result<void, std::string> start();

  /// The OpenAPI document, once started.
  [[nodiscard]] const std::string& openapi() const noexcept;

  /// Answers a request, once started.
  awaitable<> handle(const http::Request& request, http::Response& response) override;
  /// As long as the operation (OperationOptions::max_body) or `max_body` allows, and streamed where it reads
  /// files or a stream.
  void plan_body(const http::Request& request, http::BodyPlan& plan) noexcept override;

 private:
  class Impl;
  friend Registrar<App, RoutePath>;

  template <auto Function, auto... Guards>
  void add_operation(const char* method, std::string_view path, OperationOptions options) {
    add_route(detail::make_route<Function, Guards...>(method, std::string{path}, std::move(options)));
  }
  template <class E, class F>
  static constexpr void check_exception_handler() {
    static_assert(std::is_invocable_v<const F&, const E&, const http::Request&>,
                  "gatehouse: what answers an exception is called as function(const E&, const Request&)");
    if constexpr (std::is_invocable_v<const F&, const E&, const http::Request&>) {
      using Result = std::invoke_result_t<const F&, const E&, const http::Request&>;
      static_assert(!std::is_void_v<typename detail::Awaited<Result>::type>,
                    "gatehouse: what answers an exception returns the answer");
    }
  }
  void add_route(detail::Route route);
  void keep_guarding(detail::Guarding guarding);
  void keep_handler(detail::ExceptionHandler handler);
  void keep_handler(unsigned status, detail::ExceptionHandler handler);
  void keep_state(std::size_t index, std::shared_ptr<void> state);
  void keep_override(const char* key, std::shared_ptr<void> replacement);

  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::web
