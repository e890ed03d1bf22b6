// SPDX-License-Identifier: Apache-2.0
// Tables for people at a terminal.

#include "server/commands/table.h"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

Table sample() {
  Table table{{"ID", "ADDRESS", "ROLES"}};
  table.add({"1", "ada.of.a.long.name@example.com", ""});
  table.add({"22", "bücher@example.com", "reports"});
  return table;
}

TEST(Table, AlignsColumnsByCharacters) {
  EXPECT_EQ(sample().text_within(0),
            "ID  ADDRESS                         ROLES\n"
            "1   ada.of.a.long.name@example.com\n"
            "22  bücher@example.com              reports\n");
}

TEST(Table, CutsTheWidestColumnToFit) {
  EXPECT_EQ(sample().text_within(30),
            "ID  ADDRESS            ROLES\n"
            "1   ada.of.a.long.na…\n"
            "22  bücher@example.c…  reports\n");
}

TEST(Table, CutsNoColumnToNothing) {
  EXPECT_EQ(sample().text_within(1),
            "ID  ADDRESS   ROLES\n"
            "1   ada.of.…\n"
            "22  bücher@…  reports\n");
}

}  // namespace
}  // namespace gatehouse::server
