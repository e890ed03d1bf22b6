// SPDX-License-Identifier: Apache-2.0
// The parser alone, on damaged input. It never misses a limit, and its result does not depend on how the
// stream is cut.

#include "http/messages/parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "http/second_reader.h"

namespace gatehouse::http {
namespace {

using Random = std::mt19937;

const std::string_view seeds[] = {
    "GET /a?b HTTP/1.1\r\nHost: x\r\nX-A: \t b \r\nConnection: close, x\r\n\r\n",
    "POST http://h/a HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nhello\r\n\r\n!!",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n0\r\nA: b\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: x\r\n\r\n0\r\n\r\n",
    "OPTIONS * HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
};

const std::string_view pieces[] = {
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\n",
    " ",
    "\t",
    ":",
    ",",
    ";",
    "\"",
    "\\",
    "0",
    "5",
    "F",
    "0\r\n",
    std::string_view{"\0", 1},
    "\x7f",
    "\xff",
    "Host: y\r\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "chunked",
    "HTTP/1.1",
    "HTTP/1.0",
    "GET ",
};

std::string damaged(Random& random) {
  std::string out{seeds[random() % std::size(seeds)]};
  for (auto changes = random() % 4; changes > 0; --changes) {
    const auto at = random() % (out.size() + 1);
    const auto piece = pieces[random() % std::size(pieces)];
    switch (random() % 4) {
      case 0:
        out.insert(at, piece);
        break;
      case 1:
        out.replace(at, std::min(piece.size(), out.size() - at), piece);
        break;
      case 2:
        out.erase(at, random() % 4);
        break;
      default:
        if (at < out.size()) out[at] = static_cast<char>(random());
    }
  }
  return out;
}

/// Returns the outcome of one request as text. The parser gets the stream in parts of at
/// most `longest` bytes.
std::string outcome(const std::string& stream, const Limits& limits, std::size_t longest, Random& random) {
  Message message;
  RequestParser parser{message, limits};
  std::size_t taken = 0;
  std::size_t shown = 0;
  while (true) {
    if (shown == stream.size()) break;
    shown = std::min(stream.size(), shown + 1 + random() % longest);
    while (taken < shown && !parser.is_done() && parser.refusal() == 0) {
      const auto step = parser.parse(std::string_view{stream}.substr(taken, shown - taken));
      taken += step;
      if (parser.needs_plan()) parser.plan_body(limits.body_bytes);
      if (step == 0) break;
    }
    if (parser.is_done() || parser.refusal() != 0) break;
  }
  // A refusal may come after different amounts of input, and so for a different fault.
  if (parser.refusal() != 0) return "refused";
  if (!parser.is_done()) return "unfinished";
  std::string out = std::to_string(taken);
  for (const auto part :
       {message.request.method, message.request.target, message.request.path, message.request.query}) {
    out.append("|").append(part);
  }
  for (const auto& field : message.request.fields)
    out.append("|").append(field.name).append("=").append(field.value);
  out.append("|").append(message.request.body).append(parser.is_persistent() ? "|keep" : "|close");
  return out;
}

TEST(Parser, ReadsDamagedStreamsAlikeHoweverTheyAreCut) {
  Limits limits;
  limits.body_bytes = 64;
  limits.fields = 8;
  limits.header_bytes = 160;
  Random random{20240817};
  int done = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto stream = damaged(random);
    const auto whole = outcome(stream, limits, 1, random);
    for (const std::size_t longest : {3UL, 17UL, 1000UL}) {
      const auto cut = outcome(stream, limits, longest, random);
      // Near the end of the stream one may find a fault early while the other waits for more bytes.
      if (whole != "refused" && whole != "unfinished") {
        ++done;
        ASSERT_EQ(cut, whole) << stream;
      } else {
        ASSERT_TRUE(cut == "refused" || cut == "unfinished") << stream << "\n" << cut;
      }
    }
  }
  EXPECT_GT(done, 5000);
}

TEST(Parser, ReadsWhatItTakesAsAnotherDoes) {
  Random random{20241128};
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < 50'000; ++i) {
    const auto stream = damaged(random);
    const auto ours = test::read_with_ours(stream, stream.size());
    const auto other = test::read_with_beast(stream);
    if (ours) {
      ++taken;
      ASSERT_EQ(other.value_or("nothing"), *ours) << stream;
    } else if (other) {
      ++refused;
    }
  }
  EXPECT_GT(taken, 5000);
  EXPECT_GT(refused, 1000);  // what Beast accepts
}

}  // namespace
}  // namespace gatehouse::http
