#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer that redirects to another location.

#include <string>

namespace gatehouse::web {

/// A redirect with this status, returned by a handler. The document lists the status.
///
///     web::RedirectWith<303> create_order(Json<Order> order) { ... return {"/orders/7"}; }
template <unsigned Status>
struct RedirectWith {
  static_assert(Status == 301 || Status == 302 || Status == 303 || Status == 307 || Status == 308,
                "gatehouse: a redirect has the status 301, 302, 303, 307 or 308 (RFC 9110 15.4)");

  /// A path of the application (see Response::set_location) or any other URL reference.
  std::string location;
};

/// 307: the request is repeated at the new location with the same method (RFC 9110 15.4.8).
using Redirect = RedirectWith<307>;

}  // namespace gatehouse::web
