#pragma once
// SPDX-License-Identifier: Apache-2.0
// Pictures of books, each a file of a folder.

#include <gatehouse/web.h>

#include <filesystem>

namespace bookshelf {

/// Where the pictures are.
struct Covers {
  std::filesystem::path folder;
};

/// /books/{id}/cover
gatehouse::web::Router<> make_covers();

}  // namespace bookshelf
