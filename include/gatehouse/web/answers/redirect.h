#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer that sends the client elsewhere.

#include <string>

namespace gatehouse::web {

/// Returned by a handler: an empty answer with a Location and this status, which the document has.
///
///     web::RedirectWith<303> create_order(Json<Order> order) { ... return {"/orders/7"}; }
template <unsigned Status>
struct RedirectWith {
  static_assert(Status == 301 || Status == 302 || Status == 303 || Status == 307 || Status == 308,
                "gatehouse: a redirect has the status 301, 302, 303, 307 or 308 (RFC 9110 15.4)");

  std::string location;  ///< a path of the application (see Response::set_location), or any other reference
};

/// 307: the client repeats its request elsewhere, with the same method (RFC 9110 15.4.8).
using Redirect = RedirectWith<307>;

}  // namespace gatehouse::web
