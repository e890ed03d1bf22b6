#pragma once
// SPDX-License-Identifier: Apache-2.0
// The application: its operations, its states and the server around them.

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
#include "gatehouse/web/observer.h"
#include "gatehouse/web/operation.h"
#include "gatehouse/web/registrar.h"
#include "gatehouse/web/route_path.h"
#include "gatehouse/web/router.h"

namespace gatehouse::web {

/// Options of App::run.
struct RunOptions {
  std::string listen = "127.0.0.1:8000";  ///< HOST:PORT; with port 0 the system chooses one
  unsigned threads = 0;                   ///< number of workers; 0: one for each processor
};

/// An application. Register operations and states, then call `run` or pass it to an http::Server.
///
///     web::App app{{.title = "JWT authentication"}};
///     app.post<create_user>("/signup", {.summary = "Create new user"});
///     return app.state(Users{}).run({.listen = "127.0.0.1:8000"});
///
/// It also serves `/openapi.json`, `/docs` and `/redoc`. Not thread-safe before it serves; it must not
/// be changed afterwards.
class App : public http::Handler, public Registrar<App, RoutePath> {
 public:
  /// Creates an app without operations.
  explicit App(ApiInfo info = {});
  ~App() override;
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Copies the operations that the router has at this time.
  template <auto... Guards>
  App& include(const Router<Guards...>& router) {
    for (const auto& route : router.list().routes()) add_route(route);
    return *this;
  }

  /// Runs these dependencies before each operation of this app, even if the operation is registered
  /// later, and before the guards of routers and operations. Like FastAPI's
  /// `FastAPI(dependencies=[...])`. A dependency that several guards share runs once for each request.
  /// The paths of the documentation are not guarded.
  ///
  ///     app.guard<verify_key>();
  template <auto... Guards>
  App& guard() {
    keep_guarding(detail::make_guarding<Guards...>());
    return *this;
  }

  /// Adds a middleware outside of those added before, as in FastAPI. An app without middleware has no
  /// overhead for it.
  App& use(Middleware middleware);

  /// Answers exceptions of type E, and of derived types without their own handler, with the result of
  /// `function(exception, request)`: a body or any other return type of a handler, or an awaitable of it.
  /// Unless the result determines the status, it is that of the exception if it is an HttpError, 422 for
  /// InvalidInput, and otherwise 500. Handlers for HttpError and InvalidInput replace the library's own
  /// answers. The 404 and 405 for unknown paths and methods are HttpErrors too.
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
  /// Answers all HttpErrors with this status. Takes precedence over handlers by type.
  template <class F>
  App& on_status(unsigned status, F function) {
    check_exception_handler<HttpError, F>();
    keep_handler(status, detail::make_exception_handler<HttpError>(std::move(function)));
    return *this;
  }

  /// Limits the size in bytes of all bodies that are read as a whole, including those of requests to unknown
  /// paths. A larger body gets 413. This cannot raise the limit of the server (Limits::body_bytes). The limit
  /// of an operation (OperationOptions::max_body) takes precedence over both.
  App& max_body(std::uint64_t most);

  /// Tells `observer` of each answer. An app without an observer has no overhead for it. Call it before
  /// `start`; a later call replaces the observer.
  App& observe(std::shared_ptr<AnswerObserver> observer);

  /// A coroutine that runs when an app starts or stops.
  using Hook = std::function<awaitable<>()>;
  /// Adds a hook that runs before the app serves, on the thread that serves afterwards. `run` and TestClient
  /// run the hooks in order of registration. If a hook throws, the app does not start.
  ///
  ///     app.on_start([&]() -> awaitable<> { co_await cache.fill(); });
  App& on_start(Hook hook);
  /// Adds a hook that runs when the app has stopped serving. The hooks run in reverse order of registration,
  /// even if another hook throws. They do not run if a start hook has failed.
  App& on_stop(Hook hook);
  /// Runs the start hooks. Call it if you do not use `run`. Throws the exception of the first
  /// hook that fails.
  awaitable<> run_start_hooks();
  /// Runs all stop hooks, then throws the first exception that one of them threw.
  awaitable<> run_stop_hooks();

  /// Stores the T that `State<T>` parameters refer to.
  template <class T>
  App& state(T value) {
    static_assert(std::move_constructible<T>,
                  "gatehouse: this state can't be moved into the app: have it made in place, "
                  "app.state<T>(arguments...), or share one, app.share(std::make_shared<T>(arguments...))");
    if constexpr (std::move_constructible<T>) share<T>(std::make_shared<T>(std::move(value)));
    return *this;
  }
  /// Constructs the T in place, for types that cannot be moved: `app.state<Users>()`.
  template <class T, class... Arguments>
  App& state(Arguments&&... arguments) {
    return share<T>(std::make_shared<T>(std::forward<Arguments>(arguments)...));
  }
  /// Stores a T that is shared with other owners.
  template <class T>
  App& share(std::shared_ptr<T> value) {
    keep_state(detail::state_index<T>(), std::move(value));
    return *this;
  }

  /// Replaces a dependency in tests: its value is then the result of `replacement(request)`.
  template <auto Dependency>
  App& override(detail::Override<typename detail::DependencyTraits<Dependency>::Value> replacement) {
    using Held = detail::Override<typename detail::DependencyTraits<Dependency>::Value>;
    keep_override(&detail::dependency_key<Dependency>, std::make_shared<Held>(std::move(replacement)));
    return *this;
  }

  /// Serves until SIGTERM or SIGINT. Writes to standard error where it listens, or why it cannot. Returns the
  /// exit status for the program: 0, 1 if a stop hook failed, or 2 if the app could not start.
  [[nodiscard]] int run(const RunOptions& options = {});

  /// Prepares the app to handle requests. `run` calls it. Fails with one line of text that says what is
  /// wrong: a state that was not given, two operations with the same method and path, or a path parameter
  /// that its path does not contain.
  [[nodiscard]] result<void, std::string> start();

  /// Returns the OpenAPI document. Call start() first.
  [[nodiscard]] const std::string& openapi() const noexcept;

  /// Answers a request. Call start() first.
  awaitable<> handle(const http::Request& request, http::Response& response) override;
  /// Limits the body to what the operation (OperationOptions::max_body) or `max_body` allows, and streams it
  /// if the operation reads files or a stream.
  void plan_body(const http::Request& request, http::BodyPlan& plan) noexcept override;
  /// Tells the observer.
  void note_refusal(const http::Request& request, unsigned status) noexcept override;

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
