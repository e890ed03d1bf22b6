// SPDX-License-Identifier: Apache-2.0
// Answers of several statuses and kinds, and errors.

#include <mutex>
#include <stdexcept>

#include "parity.h"

namespace schema = gatehouse::schema;

namespace parity {
namespace {

struct Problem {
  std::string reason;
  int code = 0;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (reason, code))

struct Sparse {
  int always = 1;
  std::optional<int> sometimes;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(Sparse, (), (always, sometimes, text))

struct OutOfStock : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace
}  // namespace parity

template <>
inline constexpr schema::StructOptions schema::struct_options<parity::Sparse>{.omits_empty = true};

namespace parity {
namespace {

web::Created<Image> make_created(Json<Image> image) {
  return web::Created<Image>{*image, "/answers/created/1"};
}
void make_nothing() {}
web::Redirect make_redirect() { return {"/answers/plain"}; }
web::PlainText make_plain() { return web::PlainText{"plain text"}; }
web::Html make_html() { return web::Html{"<p>text</p>"}; }
web::OneOfAnswers<web::Answer<200, Image>, web::Answer<404, Problem>> make_either(Path<"id", int> id) {
  if (*id > 1) return web::Answer<404, Problem>{Problem{"no such image", 17}};
  return web::Answer<200, Image>{Image{"/1.png", "one"}};
}
Sparse make_sparse(Query<"sometimes", std::optional<int>> sometimes) { return {1, *sometimes, std::nullopt}; }
IntValue make_cookie(web::Response& response) {
  response.set_cookie("session", "abc", {.max_age = std::chrono::seconds{60}, .http_only = true});
  return {1};
}
IntValue make_fields(web::Response& response) {
  response.set("X-Total", "7");
  return {7};
}
IntValue make_error(Path<"status", web::Number<400, 499>> status) {
  throw web::HttpError{static_cast<unsigned>(status->value), "as wished", {{"X-Reason", "wish"}}};
}
IntValue make_detail() { throw web::HttpError{409, Problem{"taken", 3}}; }
IntValue make_custom(Query<"name", web::DefaultText<"lamps">> name) { throw OutOfStock{*name}; }
TextValue make_large(Query<"size", web::Default<web::Number<0, 100000>{1000}>> size) {
  return {std::string(static_cast<std::size_t>(size->value.value), 'x')};
}
web::FileAnswer make_file() {
  return web::FileAnswer{"requests_list.py", "requests \u00e9.py", "text/x-python; charset=utf-8"};
}
web::FileAnswer make_no_file() { return web::FileAnswer{"no such file"}; }
awaitable<> write_lines(web::StreamWriter out) {
  for (int number = 0; number < 100; ++number) co_await out.write("line " + std::to_string(number) + "\n");
}
web::StreamAnswer make_stream() { return web::StreamAnswer{write_lines, "text/plain; charset=utf-8"}; }

struct Done {
  std::mutex mutex;
  std::vector<int> numbers;
};
IntValue make_later(Query<"n", int> n, web::Background tasks, State<Done> done) {
  tasks.add(
      [](Done* to, int number) {
        const std::lock_guard lock{to->mutex};
        to->numbers.push_back(number);
      },
      &*done, *n);
  return {*n};
}
std::vector<int> make_done(State<Done> done) {
  const std::lock_guard lock{done->mutex};
  return done->numbers;
}
IntValue make_old() { return {0}; }

}  // namespace

void add_answers(web::App& app) {
  web::Router<> router{{.prefix = "/answers", .tags = {"answers"}}};
  router.post<make_created>("/created").delete_<make_nothing>("/nothing");
  router.get<make_redirect>("/redirect", {.is_in_document = false})
      .get<make_plain>("/plain")
      .get<make_html>("/html");
  router.get<make_either>("/either/{id}").get<make_sparse>("/sparse").get<make_cookie>("/cookie");
  router.get<make_fields>("/fields").get<make_error>("/error/{status}").get<make_detail>("/detail");
  router.get<make_custom>("/custom").get<make_large>("/large");
  router.get<make_file>("/file", {.is_in_document = false})
      .get<make_no_file>("/no-file", {.is_in_document = false});
  router.get<make_stream>("/stream", {.is_in_document = false})
      .post<make_later>("/later")
      .get<make_done>("/done");
  app.state<Done>();
  router.get<make_old>("/old", {.summary = "An old one",
                                .description = "Use another.",
                                .is_deprecated = true,
                                .response_description = "A number",
                                .operation_id = "old_number"});
  app.include(router);
  app.on_exception<OutOfStock>([](const OutOfStock& error, const web::Request&) {
    return web::Answer<418, Problem>{Problem{"no " + std::string{error.what()} + " left", 4}};
  });
}

}  // namespace parity
