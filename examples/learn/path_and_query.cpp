// SPDX-License-Identifier: Apache-2.0
// Shows typed parameters in the path and in the query.

#include <gatehouse/web.h>

using namespace gatehouse;
using web::Path, web::Query;

enum class Model { alexnet, resnet, lenet };
BOOST_DESCRIBE_ENUM(Model, alexnet, resnet, lenet)

struct Item {
  int id = 0;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, note))

Item read_item(Path<"item_id", int> id, Query<"note", std::optional<std::string>> note) {
  return {*id, *note};
}

struct Choice {
  Model model{};
  std::string message;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (model, message))

Choice read_model(Path<"model", Model> model) {
  return {*model, *model == Model::lenet ? "LeCNN all the images" : "Deep learning"};
}

struct Page {
  int skip = 0;
  int limit = 0;
  bool is_short = false;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Page, (), (skip, limit, is_short, tags))

using Tags = std::optional<std::vector<std::string>>;

Page list_items(Query<"skip", web::Default<0>> skip, Query<"limit", web::Default<10>> limit,
                Query<"short", web::Default<false>> is_short, Query<"tag", Tags> tags) {
  return {*skip, *limit, *is_short, tags->value_or(std::vector<std::string>{})};
}

int main(int argc, char** argv) {
  web::App app{{.title = "Path and query"}};
  app.get<read_item>("/items/{item_id}").get<read_model>("/models/{model}").get<list_items>("/items");
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
