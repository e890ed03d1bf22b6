// SPDX-License-Identifier: Apache-2.0
// Bodies in JSON and forms.

#include "parity.h"

namespace schema = gatehouse::schema;

namespace parity {
namespace {

struct Item {
  std::string name;
  double price = 0;
  std::optional<double> tax;
  std::vector<std::string> tags;
  std::map<std::string, int> stock;
  std::optional<Image> image;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, price, tax, tags, stock, image))

struct Updated {
  int id = 0;
  bool urgent = false;
  Item item;
};
BOOST_DESCRIBE_STRUCT(Updated, (), (id, urgent, item))

struct Change {
  std::optional<std::string> name;
  std::optional<double> price;
};
BOOST_DESCRIBE_STRUCT(Change, (), (name, price))

struct Part {
  web::Text<2, 8> name;
  int count = 0;
  std::optional<double> tax;
  std::vector<std::string> tags;
  Image image;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, count, tax, tags, image))

struct Strict {
  std::string name;
  std::optional<int> size;
};
BOOST_DESCRIBE_STRUCT(Strict, (), (name, size))

struct Renamed {
  double unit_price = 0;
  int count = 1;
  std::vector<std::string> labels;
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (unit_price, count, labels))

struct Limited {
  web::Text<2, 4> word;
  web::Pattern<"^[A-Z]+$", 0, 3> code;
  web::Number<0, 10> whole;
  web::Limited<double, web::Limits{.gt = 0, .lt = 10.5}> open;
  web::Limited<int, web::Limits{.multiple_of = 5}> fives;
  web::List<int, 1, 3> few;
  std::set<int> once;
};
BOOST_DESCRIBE_STRUCT(Limited, (), (word, code, whole, open, fives, few, once))

struct Times {
  std::optional<std::chrono::year_month_day> date;
  std::optional<web::TimeOfDay> clock;
  std::optional<std::chrono::microseconds> span;
};
BOOST_DESCRIBE_STRUCT(Times, (), (date, clock, span))

struct Cat {
  web::Literal<"cat"> kind;
  int lives = 0;
};
BOOST_DESCRIBE_STRUCT(Cat, (), (kind, lives))
struct Dog {
  web::Literal<"dog", "hound"> kind;
  std::string bark;
};
BOOST_DESCRIBE_STRUCT(Dog, (), (kind, bark))
using Pet = std::variant<Cat, Dog>;
struct Owner {
  std::string name;
  Pet pet;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (name, pet))

struct Either {
  std::variant<int, std::vector<std::string>> value;
};
BOOST_DESCRIBE_STRUCT(Either, (), (value))

std::string check_even(const int& value) { return value % 2 == 0 ? "" : "must be even"; }
struct Checked {
  web::Checked<int, check_even> start;
  int end = 0;
};
BOOST_DESCRIBE_STRUCT(Checked, (), (start, end))
std::string check_order(const Checked& checked) {
  return checked.start <= checked.end ? "" : "start is behind end";
}

struct Anything {
  std::optional<web::AnyJson> value;
};
BOOST_DESCRIBE_STRUCT(Anything, (), (value))

struct Posted {
  std::string name;
  int age = 0;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Posted, (), (name, age, note))

}  // namespace
}  // namespace parity

template <>
inline constexpr schema::StructOptions schema::struct_options<parity::Strict>{.refuses_unknown = true};
template <>
inline constexpr schema::StructOptions schema::struct_options<parity::Renamed>{
    .description = "A thing with other names"};
template <>
inline constexpr schema::Fields schema::fields<parity::Renamed>{
    {.name = "unit_price", .description = "In francs", .title = "Price of one", .alias = "unitPrice"},
    {.name = "count", .description = "How many", .is_optional = true},
    {.name = "labels", .is_optional = true}};
template <>
inline constexpr std::string_view schema::discriminator<parity::Pet> = "kind";
template <>
inline constexpr auto schema::struct_check<parity::Checked> = &parity::check_order;

namespace parity {
namespace {

Item create_item(Json<Item> item) { return *item; }
Updated update_item(Path<"id", int> id, Json<Item> item, Query<"urgent", web::Default<false>> urgent) {
  return {*id, *urgent, *item};
}
Change change_item(Path<"id", int>, Json<Change> change) { return *change; }
Part change_part(web::Patch<Part> patch) {
  Part stored{{"lamp"}, 3, 0.5, {"a", "b"}, {"/1.png", "one"}};
  patch.apply_to(stored);
  return stored;
}
void delete_item(Path<"id", int>) {}
Strict create_strict(Json<Strict> strict) { return *strict; }
Renamed create_renamed(Json<Renamed> renamed) { return *renamed; }
Limited create_limited(Json<Limited> limited) { return *limited; }
Times create_times(Json<Times> times) { return *times; }
Owner create_owner(Json<Owner> owner) { return *owner; }
Either create_either(Json<Either> either) { return *either; }
std::vector<Image> create_list(Json<std::vector<Image>> images) { return *images; }
std::map<std::string, int> create_map(Json<std::map<std::string, int>> counts) { return *counts; }
std::optional<Image> create_optional(Json<std::optional<Image>> image) { return *image; }
Checked create_checked(Json<Checked> checked) { return *checked; }
Anything create_any(Json<Anything> anything) { return *anything; }
Posted send_form(Form<Posted> form) { return *form; }
struct Sent {
  web::UploadFile file;
  std::vector<web::UploadFile> others;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (file, others, note))
struct Kept {
  std::string filename;
  std::string content_type;
  int size = 0;
  int others = 0;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (filename, content_type, size, others, note))
Kept send_file(Form<Sent> sent) {
  const auto& file = sent->file;
  return {file.filename(), file.content_type(), static_cast<int>(file.size()),
          static_cast<int>(sent->others.size()), sent->note};
}
TextValue send_raw(web::RawBody body) { return {*body}; }
TextValue log_in(Form<web::OAuth2PasswordRequestForm> form) { return {form->username}; }

}  // namespace

void add_bodies(web::App& app) {
  web::Router<> router{{.prefix = "/bodies", .tags = {"bodies"}}};
  router.post<create_item>("/item").put<update_item>("/item/{id}").patch<change_item>("/item/{id}");
  router.patch<change_part>("/part");
  router.delete_<delete_item>("/item/{id}").post<create_strict>("/strict").post<create_renamed>("/renamed");
  router.post<create_limited>("/limited").post<create_times>("/times").post<create_owner>("/owner");
  router.post<create_either>("/either").post<create_list>("/list").post<create_map>("/map");
  router.post<create_optional>("/optional").post<create_checked>("/checked").post<create_any>("/any");
  router.post<send_form>("/form").post<log_in>("/login").post<send_file>("/file");
  router.put<send_raw>("/raw", {.is_in_document = false});
  app.include(router);
}

}  // namespace parity
