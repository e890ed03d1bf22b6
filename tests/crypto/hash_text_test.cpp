// SPDX-License-Identifier: Apache-2.0
#include "crypto/passwords/hash_text.h"

#include <gtest/gtest.h>

#include <vector>

namespace gatehouse::crypto::detail {
namespace {

std::vector<std::string_view> split(std::string_view text, std::size_t room = 4) {
  std::vector<std::string_view> fields(room);
  fields.resize(split_fields(text, fields));
  return fields;
}

TEST(HashText, FieldsStandBetweenDollars) {
  using Fields = std::vector<std::string_view>;
  EXPECT_EQ(split(""), (Fields{""}));
  EXPECT_EQ(split("$a$bc"), (Fields{"", "a", "bc"}));
  EXPECT_EQ(split("a$$"), (Fields{"a", "", ""}));
  EXPECT_EQ(split("$a$b$c"), (Fields{"", "a", "b", "c"}));
  EXPECT_EQ(split("$a$b$c$"), Fields{}) << "more than there is room for";
}

TEST(HashText, ANumberHasOneSpelling) {
  EXPECT_EQ(read_number("0"), 0U);
  EXPECT_EQ(read_number("4294967295"), 4294967295U);
  for (const std::string_view text : {"", "00", "01", "+1", "-1", " 1", "1 ", "1x", "0x1", "4294967296",
                                      "1.0", "99999999999999999999999", "\xd9\xa1"}) {
    EXPECT_EQ(read_number(text), std::nullopt) << text;
  }
  EXPECT_EQ(read_number(std::string_view{"1\0", 2}), std::nullopt);
}

TEST(HashText, ParametersHaveTheirOrder) {
  constexpr std::array<std::string_view, 2> names{"ln", "r"};
  std::array<std::uint32_t, 2> values{};
  ASSERT_TRUE(read_parameters("ln=14,r=8", names, values));
  EXPECT_EQ(values, (std::array<std::uint32_t, 2>{14, 8}));
  for (const std::string_view text :
       {"", "ln=14", "ln=14,", "r=8,ln=14", "ln=14,r=8,p=1", "ln=14,r=8,", "ln=14,r", "ln=14,r=", "l=14,r=8",
        "ln=14,rr=8", "ln=14;r=8", ",ln=14,r=8", "ln=14,r=08", "ln=14, r=8", "ln14,r=8"}) {
    EXPECT_FALSE(read_parameters(text, names, values)) << text;
  }
}

TEST(HashText, Base64InItsThreeSpellings) {
  const std::string_view bytes{"\xfb\xef\xff\x00", 4};
  EXPECT_EQ(encode_base64(Base64::unpadded, bytes), "++//AA");
  EXPECT_EQ(encode_base64(Base64::adapted, bytes), "..//AA");
  EXPECT_EQ(encode_base64(Base64::padded, bytes), "++//AA==");
  EXPECT_EQ(encode_base64(Base64::padded, "abc"), "YWJj");
  EXPECT_EQ(decode_bytes(Base64::unpadded, "++//AA")->view(), bytes);
  EXPECT_EQ(decode_bytes(Base64::adapted, "..//AA")->view(), bytes);
  EXPECT_EQ(decode_bytes(Base64::padded, "++//AA==")->view(), bytes);
  EXPECT_EQ(decode_bytes(Base64::unpadded, "")->size(), 0U);
}

TEST(HashText, Base64OfOneSpellingOnly) {
  const std::pair<Base64, std::string_view> refused[] = {
      {Base64::unpadded, "++//AA=="}, {Base64::unpadded, "..//AA"},  {Base64::unpadded, "--__AA"},
      {Base64::unpadded, "++//AB"},   {Base64::unpadded, "A"},       {Base64::unpadded, "AA A"},
      {Base64::unpadded, "AA\nA"},    {Base64::adapted, "++//AA"},   {Base64::adapted, "--//AA"},
      {Base64::padded, "++//AA"},     {Base64::padded, "++//AA="},   {Base64::padded, "++//AA==="},
      {Base64::padded, "++//AB=="},   {Base64::padded, "===="},      {Base64::padded, "A==="},
      {Base64::padded, "AA==AAAA"},   {Base64::padded, "++//AA==\n"}};
  for (const auto& [form, text] : refused) EXPECT_FALSE(decode_bytes(form, text)) << text;
  EXPECT_FALSE(decode_bytes(Base64::unpadded, std::string_view{"AA\0A", 4}));
  EXPECT_TRUE(decode_bytes(Base64::unpadded, std::string(256, 'A')));
  EXPECT_FALSE(decode_bytes(Base64::unpadded, std::string(257, 'A')));
  EXPECT_FALSE(decode_bytes(Base64::unpadded, std::string(1 << 20, 'A')));
}

TEST(HashText, TheLettersOfCrypt) {
  EXPECT_TRUE(is_crypt_text("./09AZaz"));
  for (const std::string_view text : {"+", "-", "=", "$", ":", " ", "\xc3\xa9"})
    EXPECT_FALSE(is_crypt_text(text));
  EXPECT_FALSE(is_crypt_text(std::string_view{"\0", 1}));
}

}  // namespace
}  // namespace gatehouse::crypto::detail
