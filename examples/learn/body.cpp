// SPDX-License-Identifier: Apache-2.0
// Shows JSON bodies: nested structs, lists and maps, and changes of some members.

#include <gatehouse/web.h>

#include <mutex>

using namespace gatehouse;
using web::Json, web::Patch, web::Path, web::State;

struct Image {
  std::string url;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Image, (), (url, name))

struct Item {
  std::string name;
  double price = 0;
  std::optional<double> tax;
  std::vector<std::string> tags;
  std::map<std::string, int> stock;
  std::optional<Image> image;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, price, tax, tags, stock, image))

struct Priced {
  int id = 0;
  std::string name;
  double with_tax = 0;
  int in_stock = 0;
};
BOOST_DESCRIBE_STRUCT(Priced, (), (id, name, with_tax, in_stock))

Priced update_item(Path<"id", int> id, Json<Item> item) {
  int in_stock = 0;
  for (const auto& [place, count] : item->stock) in_stock += count;
  return {*id, item->name, item->price + item->tax.value_or(0), in_stock};
}

struct Shelf {
  std::mutex mutex;
  Item lamp{.name = "lamp", .price = 12.5, .tax = 0.5, .tags = {"new"}, .stock = {{"Bern", 2}}, .image = {}};
};

Item change_lamp(Patch<Item> patch, State<Shelf> shelf) {
  const std::lock_guard lock{shelf->mutex};
  if (patch.has<&Item::price>() && patch->price < shelf->lamp.price / 2)
    throw web::HttpError{409, "Not at less than half the price"};
  patch.apply_to(shelf->lamp);
  return shelf->lamp;
}

int main(int argc, char** argv) {
  web::App app{{.title = "Bodies"}};
  app.put<update_item>("/items/{id}").patch<change_lamp>("/lamp").state<Shelf>();
  return app.run({.listen = argc > 1 ? argv[1] : "127.0.0.1:8000"});
}
