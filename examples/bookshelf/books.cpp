// SPDX-License-Identifier: Apache-2.0
#include "books.h"

#include "members.h"

namespace bookshelf {

using web::Depends, web::Json, web::Path, web::Query, web::Security, web::State;

namespace {

struct NewBook {
  web::Text<10, 17> isbn;
  web::Text<1, 200> title;
  web::Text<1, 200> author;
  std::optional<int> year;
};
BOOST_DESCRIBE_STRUCT(NewBook, (), (isbn, title, author, year))

struct Book : NewBook {
  std::int64_t id = 0;
  bool is_lent = false;
};
BOOST_DESCRIBE_STRUCT(Book, (NewBook), (id, is_lent))

/// The members that a PATCH may change.
struct BookChange {
  std::optional<web::Text<1, 200>> title;
  std::optional<web::Text<1, 200>> author;
};
BOOST_DESCRIBE_STRUCT(BookChange, (), (title, author))

struct BookPage {
  std::vector<Book> items;
  std::int64_t total = 0;
  int page = 1;
  int pages = 1;
};
BOOST_DESCRIBE_STRUCT(BookPage, (), (items, total, page, pages))

enum class Order { title, author, year };
BOOST_DESCRIBE_ENUM(Order, title, author, year)

constexpr std::string_view columns = "SELECT id, isbn, title, author, year, borrower IS NOT NULL FROM books ";

/// The part of a list that a request asks for. All lists use it.
struct Part {
  int page = 1;
  int size = 20;
};
Part get_part(Query<"page", std::optional<web::Number<1, 1'000'000>>> page,
              Query<"size", std::optional<web::Number<1, 100>>> size) {
  return {static_cast<int>(page->value_or(web::Number<1, 1'000'000>{1})),
          static_cast<int>(size->value_or(web::Number<1, 100>{20}))};
}

Book read_row(const Statement& row) {
  Book book;
  book.id = row.integer(0);
  book.isbn = row.text(1);
  book.title = row.text(2);
  book.author = row.text(3);
  if (!row.is_null(4)) book.year = static_cast<int>(row.integer(4));
  book.is_lent = row.integer(5) != 0;
  return book;
}

Book find_book(const Database::Lease& lease, std::int64_t id) {
  auto found = lease(std::string{columns} + "WHERE id = ?");
  if (!(found << id).step()) throw web::HttpError{404, "No such book"};
  return read_row(found);
}

BookPage list_books(Depends<get_part> part, Query<"search", web::DefaultText<"">> search,
                    Query<"order", std::optional<Order>> order, State<Database> database) {
  constexpr std::string_view where =
      "WHERE instr(lower(title), lower(?1)) + instr(lower(author), lower(?1)) > 0 ";
  const auto by = order->value_or(Order::title);
  const std::string_view ordered = by == Order::title    ? "ORDER BY title, id "
                                   : by == Order::author ? "ORDER BY author, id "
                                                         : "ORDER BY year, id ";
  const auto lease = database->lease();
  BookPage page;
  auto count = lease("SELECT count(*) FROM books " + std::string{where});
  (count << *search).step();
  page.total = count.integer(0);
  page.page = part->page;
  page.pages = static_cast<int>((page.total + part->size - 1) / part->size);
  auto rows = lease(std::string{columns} + std::string{where} + std::string{ordered} + "LIMIT ?2 OFFSET ?3");
  rows << *search << part->size << static_cast<std::int64_t>(part->page - 1) * part->size;
  while (rows.step()) page.items.push_back(read_row(rows));
  return page;
}

Book read_book(Path<"id", int> id, State<Database> database) { return find_book(database->lease(), *id); }

Book add_book(Json<NewBook> book, Security<get_member, "write">, State<Database> database,
              web::Response& response) {
  const auto lease = database->lease();
  auto insert = lease("INSERT INTO books (isbn, title, author, year) VALUES (?, ?, ?, ?) RETURNING id");
  insert << book->isbn << book->title << book->author;
  if (book->year) insert << *book->year;
  try {
    insert.step();
  } catch (const Conflict&) {
    throw web::HttpError{409, "This book stands here already"};
  }
  const auto id = insert.integer(0);
  insert.run();
  response.set("Location", "/books/" + std::to_string(id));
  return find_book(lease, id);
}

Book change_book(Path<"id", int> id, Json<BookChange> change, Security<get_member, "write">,
                 State<Database> database) {
  const auto lease = database->lease();
  auto book = find_book(lease, *id);
  if (change->title) book.title = *change->title;
  if (change->author) book.author = *change->author;
  auto update = lease("UPDATE books SET title = ?, author = ? WHERE id = ?");
  (update << book.title << book.author << book.id).run();
  return book;
}

void remove_book(Path<"id", int> id, Security<get_member, "write">, State<Database> database) {
  const auto lease = database->lease();
  auto removal = lease("DELETE FROM books WHERE id = ?");
  if ((removal << *id).run() == 0) throw web::HttpError{404, "No such book"};
}

Book borrow(Path<"id", int> id, Security<get_member, "read"> member, State<Database> database) {
  const auto lease = database->lease();
  auto update = lease("UPDATE books SET borrower = ? WHERE id = ? AND borrower IS NULL");
  if ((update << member->email << *id).run() == 0) {
    find_book(lease, *id);
    throw web::HttpError{409, "Somebody reads this book"};
  }
  return find_book(lease, *id);
}

Book give_back(Path<"id", int> id, Security<get_member, "read"> member, State<Database> database) {
  const auto lease = database->lease();
  auto update = lease("UPDATE books SET borrower = NULL WHERE id = ? AND borrower = ?");
  if ((update << *id << member->email).run() == 0) throw web::HttpError{409, "You do not have this book"};
  return find_book(lease, *id);
}

}  // namespace

web::Router<> make_books() {
  web::Router<> router{{.prefix = "/books", .tags = {"books"}}};
  router.get<list_books>("", {.summary = "Find books"});
  router.post<add_book>(
      "", {.summary = "Add a book", .status = 201, .responses = {{409, "It is there already"}}});
  router.get<read_book>("/{id}", {.summary = "One book", .responses = {{404, "There is none"}}});
  router.patch<change_book>("/{id}", {.summary = "Change a book"});
  router.delete_<remove_book>("/{id}", {.summary = "Take a book away"});
  router.post<borrow>("/{id}/loan", {.summary = "Borrow a book"});
  router.delete_<give_back>("/{id}/loan", {.summary = "Give a book back"});
  return router;
}

}  // namespace bookshelf
