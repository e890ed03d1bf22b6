// SPDX-License-Identifier: Apache-2.0
// Shows answers: statuses with their own bodies, errors, header fields, cookies, files, streams
// and work afterwards.

#include <gatehouse/web.h>

#include <atomic>

using namespace gatehouse;
using web::Json, web::Path, web::State;

struct Item {
  int id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name))
struct Problem {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (reason))

web::Created<Item> create_item(Json<Item> item) {
  return web::Created<Item>{*item, "/items/" + std::to_string(item->id)};
}

using Found = web::OneOfAnswers<Item, web::Answer<404, Problem>>;

Found read_item(Path<"id", int> id) {
  if (*id != 1) return web::Answer<404, Problem>{Problem{"There is only the first"}};
  return Item{1, "lamp"};
}

void delete_item(Path<"id", int> id) {
  if (*id != 1) throw web::HttpError{404, "No such item"};
}

Item visit(web::Response& response) {
  response.set("X-Visits", "1");
  response.set_cookie("seen", "lamp", {.max_age = std::chrono::hours{1}, .http_only = true});
  return {1, "lamp"};
}

awaitable<> count(web::StreamWriter out) {
  for (int i = 1; i <= 3; ++i) co_await out.write(std::to_string(i) + "\n");
}
web::StreamAnswerAs<"text/plain"> read_numbers() { return web::StreamAnswerAs<"text/plain">{count}; }
web::Html read_page() { return web::Html{"<p>Hello"}; }

web::FileAnswer read_file(Path<"file", std::string> file) { return web::FileAnswer::below("static", *file); }

struct Sent {
  std::atomic<int> mails{0};
};
web::NoContent order(web::Background tasks, State<Sent> sent) {
  tasks.add([](Sent* to) { ++to->mails; }, &*sent);
  return {};
}
int count_mails(State<Sent> sent) { return sent->mails; }

struct OutOfStock : std::runtime_error {
  using std::runtime_error::runtime_error;
};
Item buy_item(Path<"name", std::string> name) { throw OutOfStock{*name}; }

int main(int argc, char** argv) {
  web::App app{{.title = "Answers"}};
  app.post<create_item>("/items").get<read_item>("/items/{id}").delete_<delete_item>("/items/{id}");
  app.get<visit>("/visit").get<read_numbers>("/numbers").get<read_page>("/page");
  app.get<read_file>("/static/{file:path}");
  app.post<order>("/orders").get<count_mails>("/mails").post<buy_item>("/items/{name}/sale");
  app.on_exception<OutOfStock>([](const OutOfStock& error, const web::Request&) {
    return web::Answer<409, Problem>{Problem{std::string{"No "} + error.what() + " left"}};
  });
  return app.state<Sent>().run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
