#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer that is replaced by an error.

#include "gatehouse/http/response.h"

namespace gatehouse::http {

/// Empties an answer because an error takes its place. Fields that hold for whatever the answer is are kept:
/// `Access-Control-…`, without which a browser hides the error from the page that asked, `Vary`, and
/// `Cache-Control: no-store`.
void clear_for_error(Response& response);

}  // namespace gatehouse::http
