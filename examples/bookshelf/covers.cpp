// SPDX-License-Identifier: Apache-2.0
#include "covers.h"

#include "members.h"

namespace bookshelf {

using gatehouse::awaitable;
using web::Form, web::Path, web::Security, web::State;

namespace {

constexpr std::uint64_t largest = 10 * 1024 * 1024;

struct Cover {
  web::UploadFile picture;
};
BOOST_DESCRIBE_STRUCT(Cover, (), (picture))

// Uses only the number of the book, so that no part of the path comes from a caller.
std::string file_of(const Covers& covers, int id) {
  return (covers.folder / (std::to_string(id) + ".png")).string();
}

void require_book(Path<"id", int> id, State<Database> database) {
  const auto lease = database->lease();
  auto found = lease("SELECT 1 FROM books WHERE id = ?");
  if (!(found << *id).step()) throw web::HttpError{404, "No such book"};
}

awaitable<> keep_cover(Path<"id", int> id, Form<Cover> cover, Security<get_member, "write">,
                       State<Covers> covers) {
  constexpr std::string_view png = "\x89PNG\r\n\x1a\n";
  const auto head = co_await cover->picture.read(png.size());
  if (head != png) throw web::HttpError{415, "A cover is a PNG"};
  co_await cover->picture.save_to(file_of(*covers, *id));
}

web::FileAnswerAs<"image/png"> show_cover(Path<"id", int> id, State<Covers> covers) {
  return web::FileAnswerAs<"image/png">{file_of(*covers, *id)};
}

}  // namespace

web::Router<> make_covers() {
  web::Router<require_book> router{
      {.prefix = "/books", .tags = {"covers"}, .responses = {{404, "There is none"}}}};
  router.put<keep_cover>(
      "/{id}/cover",
      {.summary = "Set a book's cover, a PNG", .responses = {{415, "No PNG"}}, .max_body = largest});
  router.get<show_cover>("/{id}/cover", {.summary = "A book's cover"});
  return web::Router<>{}.include(router);
}

}  // namespace bookshelf
