#pragma once
// SPDX-License-Identifier: Apache-2.0
// A part of an application: operations that share a prefix, tags, guards and answers.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gatehouse/web/detail/describe_operation.h"
#include "gatehouse/web/detail/surround.h"
#include "gatehouse/web/registrar.h"
#include "gatehouse/web/route_path.h"

namespace gatehouse::web {

/// What the operations of a router have in common.
struct RouterOptions {
  std::string prefix{};  ///< before each path: empty, or "/..." without a slash at its end; may hold {names}
  std::vector<std::string> tags{};      ///< before the operation's own
  std::vector<AnswerInfo> responses{};  ///< to document, unless the operation says otherwise
  /// Not to be used any more, all of them.
  bool is_deprecated = false;
  /// Whether the document has them.
  bool is_in_document = true;
};

namespace detail {

/// What a router holds, whatever its guards.
class RouteList {
 public:
  explicit RouteList(RouterOptions options) : options_(std::move(options)) {}
  /// Adds a route that is still without this router's prefix and the rest.
  void add(Route route);
  /// Adds all of another's, behind guards; null: none but those that they have.
  void add_all(const RouteList& inner, const Guarding* guarding);
  [[nodiscard]] const std::vector<Route>& routes() const noexcept { return routes_; }

 private:
  RouterOptions options_;
  std::vector<Route> routes_;
};

}  // namespace detail

/// Operations to be included in an App, or in another router. `Guards` are dependencies that run before each
/// of its handlers, named there or not: once a request, and what they throw is the answer.
///
///     web::Router<require_admin> users{{.prefix = "/admin/users", .tags = {"admin"}}};
///     users.get<list_users>("").delete_<delete_user>("/{id}");
///     app.include(users);
template <auto... Guards>
class Router : public Registrar<Router<Guards...>, PathInRouter> {
 public:
  /// A router without operations.
  explicit Router(RouterOptions options = {}) : list_(std::move(options)) {}

  /// Takes over the operations that `inner` has by now, below this router's prefix and behind its guards.
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

  /// What it has by now.
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
