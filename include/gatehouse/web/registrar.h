#pragma once
// SPDX-License-Identifier: Apache-2.0
// Registers handlers for methods and paths. Base class of App and Router.

#include <type_traits>
#include <utility>

#include "gatehouse/web/detail/describe_operation.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web {

/// Gives `Self` one member function for each HTTP method. `PathOf<Function, Guards...>` checks the
/// path literal. `Guards` are dependencies that run before `Function` without being its parameters,
/// like FastAPI's `dependencies=[...]`:
///
///     app.get<list_users, require_admin>("/users");
template <class Self, template <auto...> class PathOf>
class Registrar {
  // Prevents the deduction of further guards from the argument.
  template <auto Function, auto... Guards>
  using Text = std::type_identity_t<PathOf<Function, Guards...>>;

 public:
  /// Registers `Function` for GET requests to a path. It answers HEAD too, unless `head` is registered.
  template <auto Function, auto... Guards>
  Self& get(Text<Function, Guards...> path, OperationOptions options = {}) {
    // RFC 9110 9.3.1: the body of a GET has no defined meaning, and caches ignore it.
    static_assert(!detail::reads_body<Function, Guards...>,
                  "gatehouse: a GET has no body: register what reads Json<T> or Form<T> with post, put or "
                  "patch, or read Query<\"name\", T> instead");
    return add<Function, Guards...>("GET", path, std::move(options));
  }
  /// Registers a handler for POST.
  template <auto Function, auto... Guards>
  Self& post(Text<Function, Guards...> path, OperationOptions options = {}) {
    return add<Function, Guards...>("POST", path, std::move(options));
  }
  /// Registers a handler for PUT.
  template <auto Function, auto... Guards>
  Self& put(Text<Function, Guards...> path, OperationOptions options = {}) {
    return add<Function, Guards...>("PUT", path, std::move(options));
  }
  /// Registers a handler for PATCH.
  template <auto Function, auto... Guards>
  Self& patch(Text<Function, Guards...> path, OperationOptions options = {}) {
    return add<Function, Guards...>("PATCH", path, std::move(options));
  }
  /// Registers a separate handler for HEAD.
  template <auto Function, auto... Guards>
  Self& head(Text<Function, Guards...> path, OperationOptions options = {}) {
    static_assert(!detail::reads_body<Function, Guards...>,
                  "gatehouse: a HEAD has no body, as a GET has none");
    return add<Function, Guards...>("HEAD", path, std::move(options));
  }
  /// Registers a handler for OPTIONS.
  template <auto Function, auto... Guards>
  Self& options(Text<Function, Guards...> path, OperationOptions options = {}) {
    return add<Function, Guards...>("OPTIONS", path, std::move(options));
  }
  /// Registers a handler for DELETE.
  template <auto Function, auto... Guards>
  Self& delete_(Text<Function, Guards...> path, OperationOptions options = {}) {
    return add<Function, Guards...>("DELETE", path, std::move(options));
  }

 protected:
  Registrar() = default;

 private:
  template <auto Function, auto... Guards>
  Self& add(const char* method, Text<Function, Guards...> path, OperationOptions options) {
    auto& self = static_cast<Self&>(*this);
    self.template add_operation<Function, Guards...>(method, path.text(), std::move(options));
    return self;
  }
};

}  // namespace gatehouse::web
