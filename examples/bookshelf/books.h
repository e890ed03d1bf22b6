#pragma once
// SPDX-License-Identifier: Apache-2.0
// Books: to be found page by page, added, changed, lent.

#include <gatehouse/web.h>

namespace bookshelf {

/// /books
gatehouse::web::Router<> make_books();

}  // namespace bookshelf
