#pragma once
// SPDX-License-Identifier: Apache-2.0
// A group of operations with a common prefix and common tags, guards, middleware and answers.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/web/detail/describe_operation.h"
#include "gatehouse/web/detail/surround.h"
#include "gatehouse/web/middleware/middleware.h"
#include "gatehouse/web/registrar.h"
#include "gatehouse/web/route_path.h"

namespace gatehouse::web {

/// The common options of the operations of a router.
struct RouterOptions {
  /// The text before each path. Empty, or "/..." without a slash at the end. May contain {names}.
  std::string prefix{};
  std::vector<std::string> tags{};      ///< added before the tags of the operation
  std::vector<AnswerInfo> responses{};  ///< documented unless the operation documents the same status
  /// Marks all operations as deprecated.
  bool is_deprecated = false;
  /// Whether the operations are part of the document.
  bool is_in_document = true;
};

namespace detail {

/// The routes of a router, independent of its guards.
class RouteList {
 public:
  explicit RouteList(RouterOptions options) : options_(std::move(options)) {}
  /// Adds a route and applies the prefix and the other options of this router to it.
  void add(Route route);
  /// Adds all routes of another router. `guarding` are the guards to put around them; null: none.
  void add_all(const RouteList& inner, const Guarding* guarding);
  /// Adds a middleware around the routes, also those that are added later.
  void use(Middleware middleware);
  [[nodiscard]] const std::vector<Route>& routes() const noexcept { return routes_; }

 private:
  RouterOptions options_;
  std::vector<Route> routes_;
  std::vector<std::shared_ptr<const Middleware>> middleware_;  // the innermost first
};

}  // namespace detail

/// A group of operations to include in an App or in another router. `Guards` are dependencies that run before
/// each of the handlers, once for each request, even if the handler does not use them. An exception from a
/// guard becomes the answer.
///
///     web::Router<require_admin> users{{.prefix = "/admin/users", .tags = {"admin"}}};
///     users.get<list_users>("").delete_<delete_user>("/{id}");
///     app.include(users);
template <auto... Guards>
class Router : public Registrar<Router<Guards...>, PathInRouter> {
 public:
  /// Creates a router without operations.
  explicit Router(RouterOptions options = {}) : list_(std::move(options)) {}

  /// Copies the operations that `inner` has at this time, below the prefix and behind the guards
  /// of this router.
  template <auto... Inner>
  Router& include(const Router<Inner...>& inner) {
    using Named = detail::mp::mp_list<detail::Dependency<Inner>...>;
    if constexpr ((... && detail::mp::mp_contains<Named, detail::Dependency<Guards>>::value)) {
      list_.add_all(inner.list(), nullptr);
    } else {
      const auto guarding = detail::make_guarding<Guards...>();
      list_.add_all(inner.list(), &guarding);
    }
    return *this;
  }

  /// Adds a middleware around the operations of this router, also those that are registered later. It is
  /// outside of those added before and of those of included routers, and inside of the app's. Guards run
  /// inside of it. A request with a method that a path does not have runs the middleware of the path's first
  /// operation, and a CORS preflight request that of the operation it asks about. Other operations have no
  /// overhead for it.
  ///
  ///     api.use(web::cors({.origins = {"https://app.example.com"}, .methods = {"GET", "PUT"}}));
  Router& use(Middleware middleware) {
    list_.use(std::move(middleware));
    return *this;
  }

  /// Returns the routes that the router has at this time.
  [[nodiscard]] const detail::RouteList& list() const noexcept { return list_; }

 private:
  friend Registrar<Router<Guards...>, PathInRouter>;

  template <auto Function, auto... Own>
  void add_operation(const char* method, std::string_view path, OperationOptions options) {
    list_.add(detail::make_route<Function, Guards..., Own...>(method, std::string{path}, std::move(options)));
  }

  detail::RouteList list_;
};

}  // namespace gatehouse::web
