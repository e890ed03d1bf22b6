// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sample.h"

namespace gatehouse::schema {
namespace {

TEST(TypeInfo, NamesStructs) {
  EXPECT_EQ(type_info<sample::Inner>().name, "Inner");
  EXPECT_EQ(type_info<sample::Inner>().qualified_name, "gatehouse__schema__sample__Inner");
}

TEST(TypeInfo, KnowsWhichMembersAreRequired) {
  std::string optional;
  for (const auto& field : type_info<sample::Everything>().fields) {
    if (!field.is_required) optional += std::string{field.name} + " ";
  }
  EXPECT_EQ(optional, "maybe seven language ");
}

TEST(TypeInfo, CarriesConstraints) {
  const auto& text = type_info<Text<2, 4>>();
  EXPECT_EQ(text.minimum, 2);
  EXPECT_EQ(text.maximum, 4);
  EXPECT_EQ(type_info<OneOf<"password">>().pattern, "^password$");
  EXPECT_EQ((type_info<OneOf<"a", "b">>().choices), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(type_info<Default<7>>().default_json, "7");
  EXPECT_EQ(type_info<DefaultText<"en">>().default_json, "\"en\"");
  EXPECT_TRUE(type_info<std::optional<int>>().is_nullable);
}

TEST(TitleOf, ReadsAsTitle) {
  EXPECT_EQ(title_of("grant_type"), "Grant Type");
  EXPECT_EQ(title_of("id"), "Id");
  EXPECT_EQ(title_of("x-request-id"), "X-Request-Id");
}

}  // namespace
}  // namespace gatehouse::schema
