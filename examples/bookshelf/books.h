#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds books page by page, adds and changes them, and lends them to members.

#include <gatehouse/web.h>

namespace bookshelf {

/// /books
gatehouse::web::Router<> make_books();

}  // namespace bookshelf
