// SPDX-License-Identifier: Apache-2.0
#include "http/messages/chunk_header.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::http {
namespace {

TEST(ChunkHeader, HasASizeInHexadecimal) {
  ChunkHeader header;
  ASSERT_TRUE(parse_chunk_header("1aF", header));
  EXPECT_EQ(header.size, 0x1afU);
  EXPECT_EQ(header.extension_bytes, 0U);
  ASSERT_TRUE(parse_chunk_header("0", header));
  EXPECT_EQ(header.size, 0U);
  ASSERT_TRUE(parse_chunk_header("ffffffffffffffff", header));
  EXPECT_EQ(header.size, UINT64_MAX);
  ASSERT_TRUE(parse_chunk_header("000000000000000a", header));
  EXPECT_EQ(header.size, 10U);
}

TEST(ChunkHeader, MayHaveExtensions) {
  for (const std::string extensions :
       {";a", ";a=b", " ;\ta = b", ";a=\"b;c\"", ";a=\"\\\"\"", ";a=\"\";b", ";a;b=c;d", ";a=\"\xff\""}) {
    ChunkHeader header;
    ASSERT_TRUE(parse_chunk_header("5" + extensions, header)) << extensions;
    EXPECT_EQ(header.size, 5U);
    EXPECT_EQ(header.extension_bytes, extensions.size());
  }
}

TEST(ChunkHeader, IsRefusedOtherwise) {
  for (const std::string line : {"",
                                 "g",
                                 "-1",
                                 "+1",
                                 "0x5",
                                 " 5",
                                 "5 ",
                                 "5\t",
                                 "5 5",
                                 "5;",
                                 "5;;a",
                                 "5;=b",
                                 "5;a=",
                                 "5;a= ",
                                 "5;a ",
                                 "5;a b",
                                 "5;a=b c",
                                 "5;a=\"b",
                                 "5;a=\"b\\",
                                 "5;a=\"b\\\"",
                                 "5;a=\"b\"c",
                                 "5,5",
                                 "5;\xff",
                                 "5:a",
                                 "10000000000000000",
                                 "00000000000000005"}) {
    ChunkHeader header;
    EXPECT_FALSE(parse_chunk_header(line, header)) << line;
  }
}

}  // namespace
}  // namespace gatehouse::http
