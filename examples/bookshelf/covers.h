#pragma once
// SPDX-License-Identifier: Apache-2.0
// Serves and stores pictures of books as files in one folder.

#include <gatehouse/web.h>

#include <filesystem>

namespace bookshelf {

/// The folder of the pictures.
struct Covers {
  std::filesystem::path folder;
};

/// The routes of /books/{id}/cover.
gatehouse::web::Router<> make_covers();

}  // namespace bookshelf
