// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/partial.h"

#include <gtest/gtest.h>

#include "schema/sample.h"

namespace gatehouse::schema {
namespace {

struct Named {
  std::string name = "unnamed";
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))
struct Stored : Named {
  Number<1, 10> size{3};
  std::optional<int> weight = 5;
  double unit_price = 1.5;
  Default<7> seven;
  sample::Inner inner{4};
  std::vector<int> list{1, 2};
  int secret = 42;  // not described
};
BOOST_DESCRIBE_STRUCT(Stored, (Named), (size, weight, unit_price, seven, inner, list))
struct Strict {
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(Strict, (), (number))
struct Span {
  int from = 0;
  int to = 0;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from, to))
std::string check_span(const Span& span) { return span.from <= span.to ? "" : "from is behind to"; }
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

}  // namespace
}  // namespace gatehouse::schema

template <>
inline constexpr gatehouse::schema::Fields gatehouse::schema::fields<gatehouse::schema::Stored>{
    {.name = "unit_price", .alias = "unitPrice", .is_optional = true}};
template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::schema::Strict>{.title = "Numbers", .refuses_unknown = true};
template <>
inline constexpr auto gatehouse::schema::struct_check<gatehouse::schema::Span> =
    &gatehouse::schema::check_span;

namespace gatehouse::schema {
namespace {

template <class T>
struct Read {
  explicit Read(std::string_view json) {
    const auto document = parse_json(json, {.type = &type_info<Partial<T>>()});
    Reporter reporter{problems};
    const auto step = reporter.enter("body");
    is_valid = decode(document->root, reporter, some);
    write_problems(told, problems);
  }
  Partial<T> some;
  bool is_valid = false;
  Problems problems;
  std::string told;
};

TEST(Partial, TellsAbsentFromNull) {
  const Read<Stored> read{R"({"weight":null,"name":"lamp","unknown":1})"};
  ASSERT_TRUE(read.is_valid) << read.told;
  EXPECT_TRUE(read.some.has<&Stored::name>());
  EXPECT_TRUE(read.some.has<&Named::name>());
  EXPECT_TRUE(read.some.has<&Stored::weight>());
  EXPECT_FALSE(read.some.has<&Stored::size>());
  EXPECT_FALSE(read.some.has<&Stored::unit_price>());
  EXPECT_FALSE(read.some.has<&Stored::list>());
  EXPECT_FALSE(read.some.empty());
  EXPECT_EQ(read.some->name, "lamp");
  EXPECT_EQ((*read.some).weight, std::nullopt);
  EXPECT_EQ(read.some->unit_price, 1.5) << "an absent member has its initial value";
}

TEST(Partial, OfAnEmptyObjectChangesNothing) {
  const Read<Stored> read{"{}"};
  ASSERT_TRUE(read.is_valid);
  EXPECT_TRUE(read.some.empty());
  Stored stored;
  stored.name = "lamp";
  stored.weight = 9;
  read.some.copy_to(stored);
  EXPECT_EQ(stored.name, "lamp");
  EXPECT_EQ(stored.weight, 9);
  EXPECT_TRUE(Read<Nothing>{R"({"a":1})"}.some.empty());
}

TEST(Partial, CopiesMembersAsAWhole) {
  const Read<Stored> read{R"({"weight":null,"unitPrice":3.5,"inner":{"number":8},"list":[]})"};
  ASSERT_TRUE(read.is_valid) << read.told;
  Stored stored;
  stored.secret = 1;
  stored.size = {7};
  read.some.copy_to(stored);
  EXPECT_EQ(stored.name, "unnamed");
  EXPECT_EQ(stored.size, 7);
  EXPECT_EQ(stored.weight, std::nullopt);
  EXPECT_EQ(stored.unit_price, 3.5);
  EXPECT_EQ(stored.inner.number, 8);
  EXPECT_TRUE(stored.list.empty());
  EXPECT_EQ(stored.secret, 1);
}

TEST(Partial, ReportsWhatIsPresentAndWrong) {
  const Read<Stored> read{R"({"name":null,"size":11,"inner":{},"unit_price":2,"seven":"x"})"};
  EXPECT_FALSE(read.is_valid);
  EXPECT_EQ(
      read.told,
      R"([{"loc":["body","name"],"msg":"none is not an allowed value","type":"type_error.none.not_allowed"},)"
      R"({"loc":["body","size"],"msg":"ensure this value is less than or equal to 10",)"
      R"("type":"value_error.number.not_le","ctx":{"limit_value":10}},)"
      R"({"loc":["body","seven"],"msg":"value is not a valid integer","type":"type_error.integer"},)"
      R"({"loc":["body","inner","number"],"msg":"field required","type":"value_error.missing"}])");
  EXPECT_FALSE(read.some.has<&Stored::size>());
  for (const auto* json : {"null", "[]", "5"}) EXPECT_FALSE(Read<Stored>{json}.is_valid) << json;
}

TEST(Partial, RefusesUnknownMembersAsTheStructDoes) {
  EXPECT_TRUE(Read<Strict>{"{}"}.is_valid);
  EXPECT_TRUE(Read<Strict>{R"({"number":1})"}.is_valid);
  EXPECT_EQ(Read<Strict>{R"({"numbre":1})"}.told,
            R"([{"loc":["body","numbre"],"msg":"extra fields not permitted","type":"value_error.extra"}])");
}

TEST(Partial, DoesNotRunTheCheckOfTheWhole) {
  const Read<Span> read{R"({"from":5})"};
  EXPECT_TRUE(read.is_valid) << read.told;
  EXPECT_FALSE(struct_check<Span>(*read.some).empty()) << "it would refuse the initial value of `to`";
}

TEST(Partial, IsDescribedWithoutRequiredMembers) {
  const auto& info = type_info<Partial<Stored>>();
  EXPECT_EQ(info.name, "StoredPatch");
  EXPECT_TRUE(info.qualified_name.ends_with("StoredPatch"));
  EXPECT_TRUE(info.is_partial);
  ASSERT_EQ(info.fields.size(), 7U);
  for (const auto& field : info.fields) {
    EXPECT_FALSE(field.is_required) << field.name;
    EXPECT_FALSE(field.default_json.has_value()) << field.name;
  }
  EXPECT_EQ(info.fields[3].name, "unitPrice");
  EXPECT_TRUE(type_info<Stored>().fields[0].is_required) << "that of the struct is another one";
  EXPECT_TRUE(type_info<Partial<Strict>>().refuses_unknown);
  EXPECT_TRUE(type_info<Partial<Strict>>().title.empty());
}

}  // namespace
}  // namespace gatehouse::schema
