// SPDX-License-Identifier: Apache-2.0
// A service for the books of a club, with several routers, pages, search, roles, pictures and SQLite.
//
//     bookshelf [FILE [HOST:PORT]]

#include <gatehouse/web.h>

#include <cstdio>
#include <cstdlib>

#include "books.h"
#include "covers.h"
#include "database.h"
#include "members.h"

using namespace gatehouse;

int main(int argc, char** argv) {
  web::App app{{.title = "Bookshelf",
                .version = "1.0.0",
                .description = "Books that a club shares.",
                .scopes = {{"read", "Find and borrow books"}, {"write", "Keep the shelf"}}}};
  app.include(bookshelf::make_members()).include(bookshelf::make_books()).include(bookshelf::make_covers());
  const std::string file = argc > 1 ? argv[1] : "bookshelf.db";
  try {
    app.state<bookshelf::Database>(file);
    std::filesystem::create_directories(file + ".covers");
    app.state(bookshelf::Covers{file + ".covers"});
  } catch (const std::exception& error) {
    return std::fprintf(stderr, "bookshelf: %s\n", error.what()), 2;
  }
  app.state<bookshelf::Gate>(
      crypto::Tokens{crypto::AccessTokenKey::from_secret_or_random(std::getenv("JWT_SECRET_KEY")),
                     crypto::RefreshTokenKey::from_secret_or_random(nullptr)});
  return app.run({.listen = argc > 2 ? argv[2] : "127.0.0.1:8000"});
}
