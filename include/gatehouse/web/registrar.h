#pragma once
// SPDX-License-Identifier: Apache-2.0
// Registering a handler for a method and a path, as App and Router both do it.

#include <utility>

#include "gatehouse/web/detail/describe_operation.h"
#include "gatehouse/web/operation.h"

namespace gatehouse::web {

/// Gives `Self` one member function a method of HTTP. `PathOf<Function>` is what a path literal is checked by.
template <class Self, template <auto> class PathOf>
class Registrar {
 public:
  /// Registers `Function` for a method and a path. GET answers HEAD too.
  template <auto Function>
  Self& get(PathOf<Function> path, OperationOptions options = {}) {
    // RFC 9110 9.3.1: what a body of GET would mean is nowhere said, and caches do not look at it.
    static_assert(!detail::reads_body<Function>,
                  "gatehouse: a GET has no body: register what reads Json<T> or Form<T> with post, put or "
                  "patch, or read Query<\"name\", T> instead");
    return add<Function>("GET", path, std::move(options));
  }
  template <auto Function>
  Self& post(PathOf<Function> path, OperationOptions options = {}) {
    return add<Function>("POST", path, std::move(options));
  }
  template <auto Function>
  Self& put(PathOf<Function> path, OperationOptions options = {}) {
    return add<Function>("PUT", path, std::move(options));
  }
  template <auto Function>
  Self& patch(PathOf<Function> path, OperationOptions options = {}) {
    return add<Function>("PATCH", path, std::move(options));
  }
  template <auto Function>
  Self& delete_(PathOf<Function> path, OperationOptions options = {}) {
    return add<Function>("DELETE", path, std::move(options));
  }

 protected:
  Registrar() = default;

 private:
  template <auto Function>
  Self& add(const char* method, PathOf<Function> path, OperationOptions options) {
    auto& self = static_cast<Self&>(*this);
    self.template add_operation<Function>(method, path.text(), std::move(options));
    return self;
  }
};

}  // namespace gatehouse::web
