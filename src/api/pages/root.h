#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /: the page for people who type the server's address.

#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Redirects browsers to the docs page.
web::Redirect to_docs();

}  // namespace gatehouse::api::account
