// SPDX-License-Identifier: Apache-2.0
// Shows validation: types that carry constraints, and options of the members of a struct.

#include <gatehouse/web.h>

using namespace gatehouse;
using web::Json, web::Query;

std::string check_isbn(const std::string& isbn) {
  int sum = 0;
  for (std::size_t i = 0; i < isbn.size(); ++i) sum += (isbn[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return isbn.size() == 13 && sum % 10 == 0 ? "" : "not the number of a book";
}

struct Book {
  web::Text<1, 80> title;
  web::Checked<std::string, check_isbn> isbn;
  web::Pattern<"^[A-Z]{2}$"> country;
  web::Number<1450, 2100> year;
  web::Limited<double, web::Limits{.gt = 0, .multiple_of = 0.05}> price;
  web::List<std::string, 1, 3> subjects;
  std::optional<std::chrono::year_month_day> bought;
  int copies = 1;
};
BOOST_DESCRIBE_STRUCT(Book, (), (title, isbn, country, year, price, subjects, bought, copies))

template <>
inline constexpr schema::Fields schema::fields<Book>{
    {"title", "As on its cover"},
    {.name = "price", .description = "In francs", .example = "12.5", .alias = "priceCHF"},
    {.name = "copies", .description = "How many there are", .is_optional = true}};
template <>
inline constexpr schema::StructOptions schema::struct_options<Book>{.refuses_unknown = true,
                                                                    .omits_empty = true};

struct Loan {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;
};
BOOST_DESCRIBE_STRUCT(Loan, (), (from, to))

std::string check_loan(const Loan& loan) { return loan.from <= loan.to ? "" : "it ends before it begins"; }
template <>
inline constexpr auto schema::struct_check<Loan> = &check_loan;

struct Card {
  web::Literal<"card"> kind;
  web::Pattern<"^[0-9]{16}$"> number;
};
BOOST_DESCRIBE_STRUCT(Card, (), (kind, number))
struct Invoice {
  web::Literal<"invoice"> kind;
  web::Email to;
};
BOOST_DESCRIBE_STRUCT(Invoice, (), (kind, to))

using Payment = std::variant<Card, Invoice>;
template <>
inline constexpr std::string_view schema::discriminator<Payment> = "kind";

struct Paid {
  std::string by;
};
BOOST_DESCRIBE_STRUCT(Paid, (), (by))

Book add_book(Json<Book> book) { return *book; }
Loan lend_book(Json<Loan> loan) { return *loan; }
Paid pay(Json<Payment> payment) { return {std::holds_alternative<Card>(*payment) ? "card" : "invoice"}; }
std::vector<std::string> find_books(Query<"q", web::Text<2, 50>> words) { return {*words}; }

int main(int argc, char** argv) {
  web::App app{{.title = "Validation"}};
  app.post<add_book>("/books").post<lend_book>("/loans").post<pay>("/payments");
  app.get<find_books>("/books", {.parameters = {{.name = "q", .description = "Words of the title"}}});
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
