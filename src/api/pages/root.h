#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /: where a person who types the address wants to be.

#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Sends browsers to the docs page.
web::Redirect to_docs();

}  // namespace gatehouse::api::account
