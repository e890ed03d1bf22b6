#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer that sends the client elsewhere.

#include <string>

namespace gatehouse::web {

/// Returned by a handler: an empty answer with a Location.
struct Redirect {
  std::string location;   ///< a path of the application (see Response::set_location), or any other reference
  unsigned status = 307;  ///< the method is kept (RFC 9110 15.4.8)
};

}  // namespace gatehouse::web
