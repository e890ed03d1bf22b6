// SPDX-License-Identifier: Apache-2.0
// The multipart parser alone, on damaged input. Its result does not depend on how the body is cut.

#include "web/forms/multipart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse::web::detail {
namespace {

using Random = std::mt19937;

/// Records what it is given.
class Notes final : public PartSink {
 public:
  void begin_part(PartHead head) override {
    text += "[" + head.name + "|" + head.filename.value_or("none") + "|" + head.content_type + "|";
  }
  void add(std::string_view bytes) override { text += bytes; }
  void end_part() override { text += "]"; }
  std::string text;
};

std::string outcome(std::string_view body, std::size_t longest, Random& random) {
  Notes notes;
  MultipartParser parser{"XX", 5, notes};
  while (!body.empty()) {
    const auto size = std::min<std::size_t>(body.size(), 1 + random() % longest);
    if (!parser.feed(body.substr(0, size))) return "refused";
    body.remove_prefix(size);
  }
  return parser.is_done() ? notes.text : "unfinished";
}

const std::string_view seed =
    "preamble\r\n--XX\r\nContent-Disposition: form-data; "
    "name=a\r\n\r\n1\r\n--X\r\n--XX \t\r\n"
    "Content-Type: text/plain\r\nContent-Disposition: form-data; name=\"b\"; "
    "filename=\"c\"\r\n\r\n\r\n--XX--\r\n"
    "epilogue";
const std::string_view pieces[] = {"\r\n",     "\r", "\n", "--", "--XX", "\r\n--XX", "\r\n--XX--",
                                   "\r\n\r\n", ":",  " ",  "X",  "\"",   ";",        "-"};

TEST(Multipart, MakesTheSameOfABodyHoweverItIsCut) {
  Random random{7};
  EXPECT_EQ(outcome(seed, 1000, random), "[a|none||1\r\n--X][b|c|text/plain|]");
  int done = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string body{seed};
    for (auto changes = random() % 3; changes > 0; --changes) {
      const auto at = random() % (body.size() + 1);
      const auto piece = pieces[random() % std::size(pieces)];
      if (random() % 2 == 0) {
        body.insert(at, piece);
      } else {
        body.erase(at, random() % 6);
      }
    }
    const auto whole = outcome(body, 1, random);
    if (whole != "refused" && whole != "unfinished") ++done;
    for (const std::size_t longest : {3UL, 20UL, 1000UL})
      ASSERT_EQ(outcome(body, longest, random), whole) << body;
  }
  EXPECT_GT(done, 2000);
}

TEST(Multipart, HasLimits) {
  Random random{7};
  const std::string part = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
  std::string five;
  for (int i = 0; i < 5; ++i) five += part;
  EXPECT_EQ(outcome(five + "--XX--", 1000, random),
            "[a|none||1][a|none||1][a|none||1][a|none||1][a|none||1]");
  EXPECT_EQ(outcome(five + part + "--XX--", 1000, random), "refused");
  EXPECT_EQ(outcome("--XX\r\nX: " + std::string(9'000, 'h'), 1000, random), "refused");
  EXPECT_EQ(outcome("--XX" + std::string(300, ' '), 10, random), "refused");
}

}  // namespace
}  // namespace gatehouse::web::detail
